"""What is said about references to no task, or to too many."""

from taskora_api.language.wording import quoted

WHICH_IS_UNKNOWN = "I do not know which task you mean."
NO_SUCH_TASKS = "There are no such tasks."
TASK_GONE = "That task is not there any more."
TASKS_GONE = "Those tasks are not there any more."
TOO_MANY = (
    "Those were more tasks than I can keep in mind. "
    "Please say which, for example “everything overdue”."
)
NO_TASK_TO_CHANGE = "I found no such task to change."


def may_only_read(space: str) -> str:
    """Say that nothing was done, for the person's role in a space of that name."""
    named = f" {quoted(space)}" if space else ""
    return (
        f"You may only read the space{named}, so I did nothing. "
        "An owner of it can let you change its tasks."
    )


def found_nothing(reference: str, *, is_exception: bool = False) -> str:
    purpose = " to leave out" if is_exception else ""
    return f"I found no task like {quoted(reference.strip())}{purpose}."


def found_no_change(reference: str) -> str:
    return f"I found no change of a task like {quoted(reference)} to undo."


def no_such_number(place: int) -> str:
    return f"The last list has no number {place}."
