"""Tasks under their parents: cycles are found, and what is too deep is moved further up."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from taskora_api.exchange import limits
from taskora_api.exchange.documents import Task
from taskora_api.exchange.reasons import Reason


def placed_under_parents(
    tasks: Sequence[Task], known: Collection[str] = ()
) -> Iterator[tuple[Task, Reason | None]]:
    """Give each task with a parent that it may have, and a reason where that is another one.

    A parent that is neither among the tasks nor known is none. Tasks that are each other's parents
    have PARENT_CYCLE; a task below them only loses its parent.
    """
    parents = {task.source_id: task.parent_id for task in tasks}
    cyclic = _in_cycles(parents)
    above = {
        name: parent
        for name, parent in parents.items()
        if parent is not None and name not in cyclic and parent in parents and parent not in cyclic
    }
    highest = _highest_parents(above)
    for task in tasks:
        yield _placed(task, highest, cyclic, known)


def _placed(
    task: Task, highest: Mapping[str, str], cyclic: Collection[str], known: Collection[str]
) -> tuple[Task, Reason | None]:
    if task.source_id in cyclic:
        return task, Reason.PARENT_CYCLE
    parent = highest.get(task.source_id)
    if parent is not None:
        is_same = parent == task.parent_id
        reason = None if is_same else Reason.PARENT_TOO_DEEP
        return (task if is_same else replace(task, parent_id=parent)), reason
    if task.parent_id is None or (task.parent_id in known and task.parent_id not in cyclic):
        return task, None
    return replace(task, parent_id=None), Reason.PARENT_MISSING


def _in_cycles(parents: Mapping[str, str | None]) -> set[str]:
    """Find the tasks that are their own ancestors; each task is followed once."""
    cyclic: set[str] = set()
    done: set[str] = set()
    for name in parents:
        path: dict[str, None] = {}
        at: str | None = name
        while at is not None and at in parents and at not in done and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            followed = list(path)
            cyclic.update(followed[followed.index(at) :])
        done.update(path)
    return cyclic


def _highest_parents(above: Mapping[str, str]) -> dict[str, str]:
    """Give the parent of each task, or above it the lowest one that may have subtasks.

    A chain is gone up once, however long it is.
    """
    depths: dict[str, int] = {}
    parents: dict[str, str] = {}
    for name in above:
        path = [name]
        while path[-1] in above and path[-1] not in depths:
            path.append(above[path[-1]])
        depths.setdefault(path[-1], 1)
        while len(path) > 1:
            parent = path.pop()
            if depths[parent] == limits.DEPTH_MAX:
                parent = parents[parent]
            parents[path[-1]] = parent
            depths[path[-1]] = depths[parent] + 1
    return parents
