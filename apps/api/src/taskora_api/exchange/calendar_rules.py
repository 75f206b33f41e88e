"""The RRULE that a calendar shows for a task, which other programs count from its due date."""

from datetime import date

from icalendar.prop import vRecur

from taskora_api.exchange.documents import Recurrence
from taskora_api.exchange.rules import rebased
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.recurrence.writing import write_rule


def rrule_for(recurrence: Recurrence, due: date | None, clock: WallClock | None) -> str:
    """Write the rule as it goes on from the due date, in the order that icalendar gives its parts.

    Where the due date is no date of the rule, it is the rule as it is.
    """
    series = rebased(recurrence.series, due) or recurrence.series
    # UNTIL as an instant needs a zone, which a floating time does not have.
    text = write_rule(series.rule, clock)
    return str(vRecur.from_ical(text).to_ical(), "utf-8")
