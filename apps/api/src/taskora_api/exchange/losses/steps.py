"""Steps that several formats need; each gives a document that is valid again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from taskora_api.exchange.documents import Kind, Task, TaskDocument
from taskora_api.exchange.losses.loss import Step
from taskora_api.exchange.ordering import depths_of
from taskora_api.exchange.ordering import in_tree_order as ordered

_PARTS = {
    Kind.COMMENT: "comments",
    Kind.RELATION: "relations",
    Kind.REMINDER: "reminders",
}


def of_tasks(change: Callable[[Task], Task]) -> Step:
    """Make a step that changes each task."""

    def step(document: TaskDocument, _now: datetime) -> TaskDocument:
        return replace(document, tasks=tuple(map(change, document.tasks)))

    return step


def without_fields(*names: str) -> Step:
    """Make a step that empties fields of tasks, all of which are None when they are empty."""
    empty: dict[str, Any] = dict.fromkeys(names)
    return of_tasks(lambda task: replace(task, **empty))


def without_kinds(*kinds: Kind) -> Step:
    """Make a step that leaves out all comments, relations or reminders."""
    names: Mapping[str, tuple[()]] = {_PARTS[kind]: () for kind in kinds}

    def step(document: TaskDocument, _now: datetime) -> TaskDocument:
        return replace(document, **names)

    return step


def without_archive(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Make archived projects and sections ordinary ones."""
    projects = tuple(replace(each, archived_at=None) for each in document.projects)
    sections = tuple(replace(each, archived_at=None) for each in document.sections)
    return replace(document, projects=projects, sections=sections)


def in_tree_order(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Order tasks as a file with places has them."""
    return ordered(document)


def families_together(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Put each subtask into the project and section of the task at its top."""
    by_id = {task.source_id: task for task in document.tasks}

    def placed(task: Task) -> Task:
        top = task
        while top.parent_id is not None:
            top = by_id[top.parent_id]
        return replace(task, project_id=top.project_id, section_id=top.section_id)

    return replace(document, tasks=tuple(map(placed, document.tasks)))


def no_deeper_than(limit: int) -> Step:
    """Make a step that moves subtasks up until nothing is nested in more than so many levels.

    The tasks have to be in the order of a tree.
    """

    def step(document: TaskDocument, _now: datetime) -> TaskDocument:
        depths = depths_of(document)
        above = {task.source_id: task.parent_id for task in document.tasks}

        def raised(task: Task) -> Task:
            parent = task.parent_id
            while parent is not None and depths[parent] >= limit - 1:
                parent = above[parent]
            return replace(task, parent_id=parent)

        return replace(document, tasks=tuple(map(raised, document.tasks)))

    return step


def only_tasks(document: TaskDocument, kept: Collection[str]) -> TaskDocument:
    """Leave out all other tasks, and what hangs on them."""
    return replace(
        document,
        tasks=tuple(each for each in document.tasks if each.source_id in kept),
        comments=tuple(each for each in document.comments if each.task_id in kept),
        reminders=tuple(each for each in document.reminders if each.task_id in kept),
        relations=tuple(
            each for each in document.relations if each.from_id in kept and each.to_id in kept
        ),
    )


def without_completed(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Leave out what is completed; subtasks that are open belong to the next open task above."""
    by_id = {task.source_id: task for task in document.tasks}

    def raised(task: Task) -> Task:
        parent = task.parent_id
        while parent is not None and by_id[parent].completed_at is not None:
            parent = by_id[parent].parent_id
        return replace(task, parent_id=parent)

    kept = {task.source_id for task in document.tasks if task.completed_at is None}
    return only_tasks(replace(document, tasks=tuple(map(raised, document.tasks))), kept)
