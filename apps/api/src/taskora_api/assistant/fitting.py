"""Which tasks something can still be done with, which makes them the likelier ones to be meant."""

from taskora_api.assistant.lookup import IsFit, Known
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Verb


def status_for(verb: Verb, selection: Selection) -> str:
    """Read "everything" as what the verb can be for."""
    is_filtered = selection != Selection(status=selection.status, about=selection.about)
    if verb == "reopen":
        return "done"
    return "all" if verb == "delete" and not is_filtered else "open"


def status_of(verb: Verb) -> str:
    """The status of all that fit."""
    return {"delete": "all", "reopen": "done"}.get(verb, "open")


def is_any(_task: Known) -> bool:
    """Say of every task that it fits."""
    return True


def fit_for(verb: Verb) -> IsFit:
    """Make what says of a task whether it fits."""
    return lambda task: is_fit(task, verb)


def is_fit(task: Known, verb: Verb) -> bool:
    """Say whether there is anything left to do with a task."""
    is_open = task.completed_at is None
    match verb:
        case "delete":
            return True
        case "reopen":
            return not is_open
        case _:
            return is_open
