"""UNTIL of a RRULE, which is written as a date, a local time or an instant in UTC, as a date.

RFC 5545 section 3.3.10 wants a date where the series has dates only, and an instant in UTC where it
has a zone. Programs write each form for each kind of series, so all are read.
"""

import re
from datetime import UTC, date, datetime, timedelta

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.rule import check_date
from taskora_api.recurrence.wall_clock import WallClock

_FORM = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?", re.IGNORECASE)


def read_until(text: str, clock: WallClock | None) -> date:
    """Read the last date of a series whose time of day is `clock`, None for a series of dates.

    - A date includes its whole day, whatever the time of day is.
    - A local time includes its day if the time of the series is not later.
    - An instant in UTC is compared with the instants of the series, not with its clock times.

    Raises `RecurrenceError`: VALUE for what is no such text or no date that a task can be due on,
    UNTIL_WITHOUT_CLOCK for an instant where there is no zone to compare it in.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise _unreadable(text)
    day, time, utc = form.groups()
    try:
        moment = datetime.strptime(f"{day}{time or '000000'}", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise _unreadable(text) from None
    check_date("UNTIL", moment.date())
    if utc:
        return _of_instant(moment, text, clock)
    is_too_late = time is not None and clock is not None and clock.time > moment.time()
    return moment.date() - timedelta(days=is_too_late)


def _of_instant(moment: datetime, text: str, clock: WallClock | None) -> date:
    if clock is None or clock.zone is None:
        raise RecurrenceError(
            Code.UNTIL_WITHOUT_CLOCK, f"UNTIL={text} is in UTC, and the series has no zone"
        )
    return clock.last_day_until(moment)


def _unreadable(text: str) -> RecurrenceError:
    return RecurrenceError(Code.VALUE, f"UNTIL={text} is no date and no time of RFC 5545")


def write_until(until: date, clock: WallClock | None) -> str:
    """Write the last date as RFC 5545 wants it beside such a start: date, local time or UTC."""
    if clock is None:
        return f"{until:%Y%m%d}"
    if clock.zone is None:
        return f"{until:%Y%m%d}T{clock.time:%H%M%S}"
    return f"{clock.instant(until).astimezone(UTC):%Y%m%dT%H%M%S}Z"
