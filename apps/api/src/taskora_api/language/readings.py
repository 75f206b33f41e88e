"""What a reader of date words gives back."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


class Form(Enum):
    """How much a text must insist before words count as a date: "get some sun" is no Sunday."""

    FULL = auto()
    """A date with its year: a date wherever it stands."""
    CLEAR = auto()
    """A date that is nothing else, such as "24 December" or "in 3 days"."""
    NAME = auto()
    """A word that names other things too: "Friday prayer book", "USA Today"."""
    AT_AN_EDGE = auto()
    """A date at the beginning or the end of a line: "24.12."."""
    AT_THE_END = auto()
    """A date at the end of a line: "march 5" and "3/4"."""
    AFTER_PREPOSITION = auto()
    """A date only where a word says so: "on sun", "by the 5th"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that speak of a date; `end` is the place of the first token after them.

    The value is None when the words cannot be reckoned: then no part of them is a date either.
    """

    end: int
    value: date | None
    form: Form


def longest(*readings: Reading | None) -> Reading | None:
    """Prefer what takes in the most words, and of equals the first."""
    found = [reading for reading in readings if reading is not None]
    return max(found, key=lambda reading: reading.end, default=None)
