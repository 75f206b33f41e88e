"""What a turn says of itself: that it was stopped, cut off, or gone on with."""

from collections.abc import Sequence

from taskora_api.language.wording import say_count, say_titles
from taskora_api.tasks.change_schemas import Changed, Undone

NOTHING_WAS_CHANGED = "Stopped, and nothing was changed."
CANNOT_GO_ON = (
    "I was interrupted, and cannot tell how far I had got. "
    "Please look at your tasks before you say it again."
)


def say_stopped(done: Sequence[str]) -> str:
    """Say that the turn was stopped, and what its tools had reported to have changed by then."""
    if not done:
        return NOTHING_WAS_CHANGED
    return "\n".join(["Stopped. This had been done by then:", *done, "The rest was not done."])


def say_interrupted(calls_done: int) -> str:
    """Say that the turn was interrupted, and how far it had got."""
    if not calls_done:
        return "I was interrupted before anything was done, and began again."
    steps = say_count(calls_done, "step")
    return f"I was interrupted after {steps}. What was done is not done twice; the rest follows."


def describe_change(change: Changed | Undone) -> str:
    """Say that something was changed, when what was to be said about it is lost."""
    if isinstance(change, Undone):
        return "The change was undone."
    titles = say_titles([task.title for task in change.tasks], total=change.count)
    return f"This was done: {titles}."
