"""What is asked and reported about priorities, tags, projects, deadlines and recurrence."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from taskora_api.assistant.state import FieldChanges, OfferedTask, Repeat
from taskora_api.assistant.targets import Targets
from taskora_api.language.wording import (
    join_phrases,
    quoted,
    say_count,
    say_date,
    say_rule,
    say_titles,
)
from taskora_api.tasks.field_types import Priority
from taskora_api.tasks.schemas import Task

Refusal = Literal["missing", "failed"]

TAG_TOO_LONG = "That is too long for a tag, so I did nothing. 100 characters is the most."
TOO_MANY_TAGS = "A task has 50 tags at most, so I did nothing."
CANNOT_ADD = (
    "Such a task there cannot be: it is never due, or its project is gone. I added nothing."
)
CANNOT_RECUR = "That is never due, so I did nothing."
_EMPTIED = {
    "tags": "take all tags off {what}",
    "project": "take {what} out of its project",
    "deadline": "take the deadline away from {what}",
    "recurrence": "let {what} not recur any more",
}
_DONE = {
    "tags": "without tags",
    "project": "in no project",
    "deadline": "without a deadline",
    "recurrence": "not recurring",
}


def no_such_project(name: str) -> str:
    """Say that nothing was done, for want of a project."""
    return f"There is no project called {quoted(name)} for that, so I did nothing."


def say_so_already(targets: Targets) -> str:
    """Say that nothing had to be changed."""
    named = say_titles(targets.titles, total=targets.count)
    return so_already(named if targets.count == 1 else f"{say_count(targets.count)}: {named}")


def so_already(named: str) -> str:
    """Say that tasks, which have a name, are so already."""
    return f"That is already so for {named}."


def so_now(title: str, how: str) -> str:
    """Say what a task is now."""
    return f"{quoted(title)} is {how}."


def say_change(fields: FieldChanges, today: date, what: str) -> str:
    """Say what is to be done to `what`, after "to" or "would"."""
    return join_phrases(list(_requests(fields, today, what)))


def _requests(fields: FieldChanges, today: date, what: str) -> Iterator[str]:
    if fields.priority is not None:
        yield _request_of_priority(fields.priority, what)
    if fields.tags:
        yield f"tag {what} with {say_titles(fields.tags)}"
    if fields.tags_away:
        yield f"take the {_tags(fields.tags_away)} off {what}"
    if fields.project:
        yield f"put {what} into the project {quoted(fields.project)}"
    if fields.deadline_on is not None:
        yield f"set the deadline of {what} to {say_date(fields.deadline_on, today)}"
    if fields.repeat is not None:
        yield f"let {what} recur {say_recurrence(fields.repeat)}"
    for name in fields.emptied:
        yield _EMPTIED[name].format(what=what)


def _request_of_priority(priority: Priority, what: str) -> str:
    if priority is Priority.NONE:
        return f"take the priority away from {what}"
    return f"give {what} {priority} priority"


def say_organised(fields: FieldChanges, tasks: Sequence[Task], count: int, today: date) -> str:
    """Say what tasks are now, of which these are the first of so many."""
    how = join_phrases(list(_states(fields, tasks[0], today)))
    if count == 1:
        return so_now(tasks[0].title, f"now {how}")
    named = say_titles([task.title for task in tasks], total=count)
    return f"{say_count(count)} are now {how}: {named}."


def _states(fields: FieldChanges, task: Task, today: date) -> Iterator[str]:
    if fields.priority is not None:
        yield f"of {fields.priority.replace('none', 'no')} priority"
    if fields.tags:
        yield f"tagged {say_titles(fields.tags)}"
    if fields.tags_away:
        yield f"without the {_tags(fields.tags_away)}"
    if fields.project:
        yield f"in the project {quoted(fields.project)}"
    if fields.deadline_on is not None:
        yield f"to be done by {say_date(fields.deadline_on, today)}"
    if fields.repeat is not None:
        due = f", due {say_date(task.due_on, today)}" if task.due_on is not None else ""
        yield f"recurring {say_recurrence(fields.repeat)}{due}"
    yield from (_DONE[name] for name in fields.emptied)


def say_details(task: OfferedTask) -> str:
    """Say what else a new task has, after its title and its day."""
    said = [f", recurring {say_recurrence(task.repeat)}"] if task.repeat is not None else []
    if task.priority is not Priority.NONE:
        said.append(f", of {task.priority} priority")
    if task.project:
        said.append(f", in the project {quoted(task.project)}")
    if task.space:
        said.append(f" of the space {quoted(task.space)}" if task.project else _in_space(task))
    if task.tags:
        said.append(f", tagged {say_titles(task.tags)}")
    return "".join(said)


def say_space_of_all(tasks: Sequence[OfferedTask]) -> str:
    """Say of new tasks where they are, after a sentence; nothing of the person's own space."""
    space = next((each.space for each in tasks if each.space), "")
    return f" All of them are in the space {quoted(space)}." if space else ""


def _in_space(task: OfferedTask) -> str:
    return f", in the space {quoted(task.space)}"


def say_whole_recurrence(repeat: Repeat) -> str:
    """Say how often, from which of its days it counts, and when it is due first."""
    counted = " after it is done" if repeat.anchor == "completion" else ""
    first = f", first on {repeat.first.isoformat()}" if repeat.first is not None else ""
    return f"{say_recurrence(repeat)}{counted}{first}"


def say_recurrence(repeat: Repeat) -> str:
    at = f" at {repeat.at:%H:%M}" if repeat.at is not None else ""
    return f"{say_rule(repeat.rule)}{at}"


def _tags(tags: Sequence[str]) -> str:
    return f"{'tag' if len(tags) == 1 else 'tags'} {say_titles(tags)}"
