"""The sentences in which the tools report what happened."""

from datetime import date

from taskora_api.language.wording import say_count, say_date, say_titles
from taskora_api.tasks.schemas import Task

NOT_DONE = "The database does not answer, so this was not done. Please try again."
PART_DONE = (
    "The database stopped answering, so only a part of this was done. Please look at your tasks."
)
NOT_KNOWN = (
    "The database stopped answering, so I do not know whether this was done. "
    "Please look at your tasks before you try again."
)


def say_due(task: Task, today: date) -> str:
    """Say when a task is due, as the end of a sentence."""
    return f", due {say_date(task.due_on, today)}" if task.due_on else ""


def say_done(verb: str, tasks: list[Task]) -> str:
    """Say what was done to which tasks."""
    titles = say_titles([task.title for task in tasks])
    return f"{verb} {titles}." if len(tasks) == 1 else f"{verb} {say_count(len(tasks))}: {titles}."


def say_list(count: int, kind: str, tail: str) -> str:
    """Say how many tasks a list has."""
    noun = f"{kind}task"
    counted = say_count(count, noun) if count else f"no {noun}s"
    return f"You have {counted}{tail}."


def say_range(due_from: date | None, due_to: date | None, today: date) -> str:
    """Say in which days the tasks of a list are due."""
    if due_from is None and due_to is None:
        return ""
    if due_from is None or due_to is None:
        is_overdue = due_to is not None and (today - due_to).days == 1
        word = "by" if due_from is None else "from"
        day = say_date(due_to or due_from or today, today)
        return " that are overdue" if is_overdue else f" due {word} {day}"
    if due_from == due_to:
        return f" due {say_date(due_from, today)}"
    return f" due from {say_date(due_from, today)} to {say_date(due_to, today)}"
