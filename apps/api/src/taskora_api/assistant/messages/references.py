"""What is said about words that point at no task, or at too many."""

WHICH_IS_UNKNOWN = "I do not know which task you mean."
NO_SUCH_TASKS = "There are no such tasks."
TASK_GONE = "That task is not there any more."
TASKS_GONE = "Those tasks are not there any more."
TOO_MANY = (
    "Those were more tasks than I can keep in mind. "
    "Please say which, for example “everything overdue”."
)
NO_TASK_TO_CHANGE = "I found no such task to change."


def found_nothing(words: str, *, is_exception: bool = False) -> str:
    """Say what was looked for, to be done or to be excepted from that."""
    purpose = " to leave out" if is_exception else ""
    return f"I found no task like “{words.strip()}”{purpose}."


def found_no_change(words: str) -> str:
    """Say what was looked for among the changes."""
    return f"I found no change of a task like “{words}” to undo."


def no_such_number(place: int) -> str:
    """Say which number the list does not have."""
    return f"The last list has no number {place}."
