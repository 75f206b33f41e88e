"""The values that a rule is made of, under the names of RFC 5545 section 3.3.10 and RFC 7529."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Frequency(StrEnum):
    """How long one period of a rule is. Periods shorter than a day are not supported."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday()` does: Monday is 0."""

    MO = 0
    TU = 1
    WE = 2
    TH = 3
    FR = 4
    SA = 5
    SU = 6


class Skip(StrEnum):
    """What becomes of a day that its month does not have, such as the 30th of February.

    RFC 7529 section 4.1. It is left out, or it becomes the last day before, or the first day after.
    """

    OMIT = "OMIT"
    BACKWARD = "BACKWARD"
    FORWARD = "FORWARD"


class Anchor(StrEnum):
    """From which day the next one counts: the day it was due, or the day it was completed.

    No part of RFC 5545 says this, so it is not in the text of a rule and is stored beside it.
    """

    DUE = "due"
    COMPLETION = "completion"


@dataclass(frozen=True, slots=True, order=True)
class DayOfWeek:
    """An entry of BYDAY: each such weekday, or the nth one, counted from the end if negative.

    An ordinal counts within the month, or within the year for a yearly rule without months.
    """

    weekday: Weekday
    ordinal: int = 0
