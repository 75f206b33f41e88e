"""A thing that a format cannot keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from taskora_api.exchange.documents import TaskDocument

# The instant is when a task was completed that is read from a format without that time.
Step = Callable[[TaskDocument, datetime], TaskDocument]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost, why, and a step that gives a document without it."""

    what: str
    why: str
    step: Step


def without(losses: Iterable[Loss], document: TaskDocument, now: datetime) -> TaskDocument:
    """Take all of this away from a document, one after the other."""
    for loss in losses:
        document = loss.step(document, now)
    return document
