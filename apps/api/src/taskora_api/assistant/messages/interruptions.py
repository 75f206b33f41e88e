"""What a turn says of itself: that it was stopped, or cannot be gone on with."""

from collections.abc import Sequence

from taskora_api.language.wording import say_titles
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


def describe_change(change: Changed | Undone) -> str:
    """Say that something was changed, when what was to be said about it is lost."""
    if isinstance(change, Undone):
        return "The change was undone."
    titles = say_titles([task.title for task in change.tasks], total=change.count)
    return f"This was done: {titles}."
