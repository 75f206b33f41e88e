"""Answers that are counted or chosen: the fullest day, what comes next, a share, an average."""

from datetime import date

from taskora_api.assistant.messages.reports import IT_IS_DONE, say_due
from taskora_api.language.wording import quoted, say_count, say_date, say_titles
from taskora_api.tasks.schemas import Task

NOTHING_IS_DATED = "None of your open tasks has a due date there."
NOTHING_IS_LEFT = "Nothing is left to do."
NOTHING_IS_OVERDUE = "Nothing is overdue."
NOTHING_WAS_DONE = "I have changed nothing in this conversation yet."
NOTHING_WAS_LISTED = (
    "I have shown you no list yet. Ask for one first, for example “what is overdue?”."
)
NO_TASKS_AT_ALL = "You have no tasks."
TOO_MANY_TO_COUNT = "Those are more tasks than I can go through. Ask about fewer days, please."


def say_fullest(days: list[date], count: int, titles: list[str], today: date) -> str:
    """Say which days have the most tasks, and how many; the titles are those of the first."""
    named = " and ".join(_weekday_of(day, today) for day in days)
    if len(days) > 1:
        return f"The fullest days are {named}, with {say_count(count)} each."
    return f"The fullest day is {named}, with {say_count(count)}: {say_titles(titles)}."


def _weekday_of(day: date, today: date) -> str:
    """Name a day by its whole weekday as well, which is what a question names."""
    return f"{day:%A}, {say_date(day, today)}"


def say_next(task: Task, today: date) -> str:
    return f"Next is {quoted(task.title)}{say_due(task.due_on, today)}."


def say_oldest(task: Task, days: int, today: date) -> str:
    due = say_due(task.due_on, today)
    return f"Overdue for the longest time, {say_count(days, 'day')}, is {quoted(task.title)}{due}."


def say_added_on(titles: list[str], period: str) -> str:
    """Say what was added in some days, which are named as after "added"."""
    if not titles:
        return f"You added no tasks{period}."
    return f"You added {say_count(len(titles))}{period}: {say_titles(titles, len(titles))}."


def say_on(first: date | None, last: date | None, today: date) -> str:
    """Name the days of a range after what happened on them; nothing where there are none."""
    if first is None or last is None:
        return ""
    if first == last:
        return f" {say_date(first, today)}"
    return f" since {say_date(first, today)}"


def say_listed_count(total: int) -> str:
    return f"The last list had {say_count(total)}."


def say_compared(counts: dict[date, int], today: date) -> str:
    """Say which of some days has more, with both counts."""
    (one, first), (other, second) = counts.items()
    if first == second:
        alike = f"{say_date(one, today)} and {say_date(other, today)}"
        return f"It is the same: {say_count(first)} each on {alike}."
    more, less = (one, other) if first > second else (other, one)
    return (
        f"There is more due {say_date(more, today)}: {say_count(counts[more])}, "
        f"and {counts[less]} {say_date(less, today)}."
    )


def say_days_left(task: Task, today: date) -> str:
    """Say in how many days a task is due, or since when it is overdue."""
    if task.completed_at is not None:
        return f"{quoted(task.title)}: {IT_IS_DONE}"
    if task.due_on is None:
        return f"{quoted(task.title)} has no due date."
    days = (task.due_on - today).days
    if days < 0:
        return f"{quoted(task.title)} is overdue by {say_count(-days, 'day')}."
    if days == 0:
        return f"{quoted(task.title)} has to be done today."
    when = f"{say_count(days, 'day')}, {say_date(task.due_on, today)}"
    return f"{quoted(task.title)} is due in {when}."


def say_share(done: int, total: int) -> str:
    """Say how many of all are done, in percent."""
    return f"{round(100 * done / total)} percent: {done} of {say_count(total)} are done."


def say_average(total: int, days: int) -> str:
    """Say how many tasks there are a day."""
    average = f"{total / days:.1f}".removesuffix(".0")
    return f"On average {average} a day: {say_count(total)} on {say_count(days, 'day')}."
