"""The recurrence of a task on the wire: its rule, and what was changed of single occurrences."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.reading import TEXT_LENGTH_MAX, read_rule
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.tasks.field_types import DueDate
from taskora_api.wire import RequestBody, ResponseBody, TimeZoneName

_ANY_CLOCK = WallClock(time(0), "UTC")


def _check_rule(text: str) -> str:
    try:
        # UNTIL in UTC needs the zone of a task, which is not known here.
        read_rule(text, clock=_ANY_CLOCK)
    except RecurrenceError as error:
        raise PydanticCustomError("recurrence_rule", "{reason}", {"reason": str(error)}) from None
    return text


RuleText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=TEXT_LENGTH_MAX),
    AfterValidator(_check_rule),
    Field(description="An RRULE as docs/recurrence.md has it.", examples=["FREQ=WEEKLY;BYDAY=MO"]),
]
CatchUp = Annotated[
    StrictBool, Field(description="true: what was missed becomes due too, one after the other.")
]


class NewRecurrence(RequestBody):
    """How a task recurs; the rule counts from its due date."""

    rule: RuleText
    anchor: Anchor = Anchor.DUE
    catch_up: CatchUp = False


OccurrenceDate = Annotated[
    DueDate, Field(description="The date that the rule gave for it, as `originalOn` names it.")
]


class SkippedOccurrence(RequestBody):
    """Which occurrence is left out: the open one, or a later one."""

    occurrence_on: OccurrenceDate
    time_zone: Annotated[
        TimeZoneName, Field(description="In which zone it is which day. UTC by default.")
    ] = "UTC"


class PauseDays(RequestBody):
    """From which day on nothing is due, and on which day something can be again."""

    start_on: DueDate
    resumed_on: DueDate


class ResumedDay(RequestBody):
    """A day of a pause: the first on which something can be due again."""

    resumed_on: DueDate


class MovedOccurrence(ResponseBody):
    """An occurrence that is due on another date than its rule gives."""

    original_on: date
    due_on: date


class PausedDays(ResponseBody):
    """Days on which nothing is due: up to the day before `resumed_on`, or without end."""

    start_on: date
    resumed_on: date | None


class Recurrence(ResponseBody):
    """How a task recurs. The task itself is the one occurrence that is open."""

    rule: str
    anchor: Anchor
    catch_up: bool
    # From what the rule counts.
    start_on: date
    # The earliest date that the rule may give, where that is later.
    first_on: date | None
    # The date that the rule gave for the open occurrence, which names it.
    original_on: date
    skipped_on: list[date]
    moved: list[MovedOccurrence]
    pauses: list[PausedDays]
