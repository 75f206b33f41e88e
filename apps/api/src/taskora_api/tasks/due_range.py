"""A range of due dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DueRange:
    """A closed range; an end may be open."""

    start: date | None = None
    end: date | None = None


EVER = DueRange()
