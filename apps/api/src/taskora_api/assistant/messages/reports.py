"""What the tools report."""

from collections.abc import Sequence
from datetime import date

from taskora_api.assistant.messages.organising import (
    say_details,
    say_space_of_all,
    so_already,
    so_now,
)
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, Done, OfferedTask
from taskora_api.language.wording import quoted, say_count, say_date, say_titles
from taskora_api.tasks.change_schemas import Undone
from taskora_api.tasks.schemas import Task

# A search that finds at most this many says of each when it is due; the list shows more.
DETAILED_MAX = 3
NOT_DONE = "The database does not answer, so this was not done. Please try again."
OUTCOME_UNKNOWN = (
    "The database stopped answering, so I do not know whether this was done. "
    "Please look at your tasks before you try again."
)
NOTHING_TO_CHANGE = "Nothing was to be changed."
NOTHING_TO_UNDO = "There is nothing here for me to undo."
NOTHING_TO_REDO = "There is nothing here for me to do again."
CHANGED_SINCE = "Those tasks were changed again since, so I undid nothing."
UNDO_TORN = (
    "Some of those tasks were changed again since, and they only go back together, so I undid "
    "nothing."
)
UNDO_UNSEEN = "Those tasks were moved from or to a space you can't see, so I undid nothing."
UNDO_ELSEWHERE = "Those tasks are in another space now, so I undid nothing. Undo the move first."
TOO_OLD_TO_UNDO = "That change is too old for me to undo."
IT_IS_DONE = "It is done."
_UNDATED = "without a due date"
_PUT_BACK = "Put back"
_VERBS = {
    "add": "added",
    "change": "changed",
    "complete": "completed",
    "reopen": "reopened",
    "delete": "deleted",
}

_UNDO_VERBS = {"delete": "Restored", "complete": "Reopened", "reopen": "Completed"}


def say_due(day: date | None, today: date) -> str:
    """Say when a task is due, after its title; nothing when it never is."""
    return f", due {say_date(day, today)}" if day is not None else ""


def say_done(verb: str, tasks: list[Task], count: int | None = None) -> str:
    """Say what was done to tasks, of which these are the first of so many."""
    total = len(tasks) if count is None else count
    return f"{verb} {_named([task.title for task in tasks], total)}."


def say_added(tasks: list[Task], today: date, offered: Sequence[OfferedTask]) -> str:
    """Say what was added of what was offered; what is so for all of them is said once."""
    details = [
        f"{say_due(task.due_on, today)}{say_details(each)}"
        for task, each in zip(tasks, offered, strict=False)
    ]
    if len(set(details)) == 1:
        return f"{say_done('Added', tasks).removesuffix('.')}{details[0]}."
    if len(tasks) > DETAILED_MAX:
        return f"{say_done('Added', tasks)}{say_space_of_all(offered)}"
    said = [f"{quoted(task.title)}{detail}" for task, detail in zip(tasks, details, strict=True)]
    return f"Added {'; '.join(said[:-1])}; and {said[-1]}."


def say_already(tasks: list[Task], state: str, count: int | None = None) -> str:
    """Say that tasks need nothing, of which these are the first of so many."""
    total = len(tasks) if count is None else count
    named = _named([task.title for task in tasks], total)
    return f"{named} {'is' if total == 1 else 'are'} already {state}."


def say_called_already(task: Task) -> str:
    return f"{quoted(task.title)} is called that already."


def say_renamed(task: Task, title: str) -> str:
    """Say what a task was called and what it is called now; one that is done is rarely meant."""
    done = f" {IT_IS_DONE}" if task.completed_at is not None else ""
    return f"Renamed {quoted(task.title)} to {quoted(title)}.{done}"


def say_moved(
    action: Action, tasks: list[Task], count: int, today: date, *, is_already: bool = False
) -> str:
    """Say when tasks are due now, of which these are the first of so many."""
    if count == 1:
        when = _say_when(tasks[0].due_on, today)
        return so_now(tasks[0].title, f"{'already' if is_already else 'now'} {when}")
    titles = [task.title for task in tasks]
    named = _named(titles, count)
    if is_already:
        return so_already(named)
    listed = say_titles(titles, total=count)
    if action.due_on is not None:
        return f"Moved {say_count(count)} to {say_date(action.due_on, today)}: {listed}."
    if action.by_days is not None:
        by = say_count(action.by_days, "day")
        return f"Moved {say_count(count)} by {by}: {listed}."
    return f"Took the due date away from {named}."


def say_undone(undone: Undone, done: Done | None, today: date, *, is_redo: bool) -> str:
    """Say what is there again, what is gone again, and what was left as it is."""
    said = []
    tasks = undone.undone
    if tasks:
        verb = _UNDO_VERBS.get(done.kind, _PUT_BACK) if done is not None else _PUT_BACK
        if is_redo:
            verb = "Did that again for"
        how = f", which is {_state(tasks[0], today)}" if len(tasks) == 1 else ""
        said.append(f"{verb} {_named([task.title for task in tasks], len(tasks))}{how}.")
    if undone.removed:
        titles = done.titles if done is not None else []
        named = _named(titles, len(undone.removed))
        said.append(f"Removed {named} again.")
    if undone.kept:
        kept = _named([task.title for task in undone.kept], len(undone.kept))
        said.append(f"I left {kept} alone, because of a later change.")
    return " ".join(said)


def say_what_was_done(done: Done) -> str:
    return f"The latest such change {_VERBS[done.kind]} {_named(done.titles, done.count)}."


def say_found(tasks: list[Task], total: int, selection: Selection, today: date) -> str:
    """Say how many tasks a list has, and of a few that were searched for when they are due."""
    about = f" about {quoted(selection.about)}" if selection.about else ""
    kind = {"open": "open ", "done": "completed ", "all": ""}[selection.status]
    if selection.priority is not None:
        kind += f"{selection.priority}-priority "
    if selection.done_from is not None or selection.done_to is not None:
        when = _range("", selection.done_from, selection.done_to, today)
        noun = say_count(total) if total else "no tasks"
        return f"You completed {noun}{about}{when}."
    noun = f"{kind}task"
    counted = say_count(total, noun) if total else f"no {noun}s"
    when = f" {_UNDATED}" if selection.undated else say_range(selection, today)
    details = ""
    if selection.about and 0 < total <= DETAILED_MAX:
        details = ": " + "; ".join(f"{quoted(task.title)}, {_state(task, today)}" for task in tasks)
    return f"You have {counted}{when}{about}{details}."


def say_range(selection: Selection, today: date) -> str:
    first, last = selection.due_from, selection.due_to
    if first is None and last is not None and (today - last).days == 1:
        return " that are overdue"
    return _range(" due", first, last, today)


def _range(prefix: str, first: date | None, last: date | None, today: date) -> str:
    if first is None and last is None:
        return ""
    if first is None or last is None:
        joint = "by" if first is None else "from"
        return f"{prefix} {joint} {say_date(last or first or today, today)}"
    if first == last:
        # "today" needs no "on", and a date after "due" reads well without.
        on = "" if prefix or abs((first - today).days) <= 1 else " on"
        return f"{prefix}{on} {say_date(first, today)}"
    return f"{prefix} from {say_date(first, today)} to {say_date(last, today)}"


def _state(task: Task, today: date) -> str:
    if task.completed_at is not None:
        return "done"
    return _say_when(task.due_on, today)


def _say_when(day: date | None, today: date) -> str:
    return _UNDATED if day is None else f"due {say_date(day, today)}"


def _named(titles: list[str], count: int) -> str:
    """Name tasks by their titles, of which the first may be all that are known."""
    if not titles:
        return say_count(count)
    named = say_titles(titles, total=count)
    return named if count == 1 else f"{say_count(count)}: {named}"
