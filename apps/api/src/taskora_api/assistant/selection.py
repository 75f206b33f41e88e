"""Tasks named by what they are instead of one by one, so that a call stays small for any number."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Literal

from pydantic import BaseModel, ConfigDict

from taskora_api.language.matching import TitleIndex, folded
from taskora_api.language.task_filter import TaskFilter
from taskora_api.tasks.field_types import Priority
from taskora_api.tasks.schemas import Task
from taskora_api.text import About


class Selection(BaseModel):
    """The tasks that have all of these; ranges of days are closed, and an end may be open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Literal["open", "done", "all"] = "open"
    due_from: date | None = None
    due_to: date | None = None
    undated: bool = False
    done_from: date | None = None
    done_to: date | None = None
    about: About = ""
    priority: Priority | None = None


def selection_of(tasks: TaskFilter) -> Selection:
    """Make a selection of what a sentence says."""
    return Selection.model_validate(vars(tasks) | {"priority": tasks.priority or None})


def select(
    tasks: Sequence[Task], selection: Selection, zone: tzinfo, *, is_search: bool = False
) -> list[Task]:
    """Return the tasks of a selection, in their order.

    A search forgives typing errors, and finds tags; what is to be changed must hold every term.
    """
    found = [task for task in tasks if _has_state(task, selection, zone)]
    if not selection.about:
        return found
    titles = TitleIndex([(task.id, task.title) for task in found])
    about = selection.about
    ids = set(titles.match(about) if is_search else titles.holding_all(about))
    if is_search:
        ids |= {task.id for task in found if is_tagged(task, about)}
    return [task for task in found if task.id in ids]


def is_tagged(task: Task, tag: str) -> bool:
    """Say whether a task has a tag, whatever its case and punctuation."""
    wanted = folded(tag)
    return any(folded(each) == wanted for each in task.tags)


def _has_state(task: Task, selection: Selection, zone: tzinfo) -> bool:
    is_done = task.completed_at is not None
    if selection.status != "all" and is_done is not (selection.status == "done"):
        return False
    if selection.priority not in {None, task.priority}:
        return False
    if selection.undated and task.due_on is not None:
        return False
    return _is_within(task.due_on, selection.due_from, selection.due_to) and _is_within(
        task.completed_at.astimezone(zone).date() if task.completed_at else None,
        selection.done_from,
        selection.done_to,
    )


def _is_within(day: date | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or first <= day) and (last is None or day <= last)
