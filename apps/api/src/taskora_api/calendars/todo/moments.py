"""Dates and times of a VTODO: a date, a clock time that floats, or one in a zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import vDate, vDatetime, vDDDTypes, vDuration

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.content import Line, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.zones import read_zone
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.rule import check_date

UTC_NAME = "UTC"
# What icalendar raises for a value that it cannot read.
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, OverflowError)
_QUOTED_MAX = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with a clock time, or without; `zone` is a name of the IANA database."""

    day: date
    at: time | None = None
    zone: str | None = None

    def plus(self, duration: timedelta) -> "Moment":
        """Add a duration to the clock time, as RFC 5545 does with days; a date takes whole days."""
        if self.at is None:
            return Moment(self.day + timedelta(days=duration.days))
        local = datetime.combine(self.day, self.at) + duration
        return Moment(local.date(), local.time(), self.zone)


def read_moment(line: Line, calendar: Block) -> Moment:
    """Read DTSTART, DUE or another property of these types; seconds are left out.

    Raises `CalendarError`: VALUE for no such value, or a date that no task can be due on; ZONE.
    """
    value = _typed(line)
    if isinstance(value, datetime):
        zone = UTC_NAME if value.tzinfo is not None else None
        tzid = line.parameter("TZID")
        if zone is None and tzid is not None:
            zone = read_zone(tzid, calendar)
        moment = Moment(value.date(), value.time().replace(second=0, microsecond=0), zone)
    elif isinstance(value, date):
        moment = Moment(value)
    else:
        raise _unreadable(line)
    try:
        check_date(line.name, moment.day)
    except RecurrenceError as error:
        raise CalendarError(Code.VALUE, error.what) from None
    return moment


def read_instant(line: Line) -> datetime:
    """Read a time in UTC; one that is written without a zone is taken for UTC.

    Raises `CalendarError` VALUE.
    """
    value = _typed(line)
    if not isinstance(value, datetime):
        raise _unreadable(line)
    return value.replace(tzinfo=UTC)


def read_duration(line: Line) -> timedelta:
    """Read a DURATION.

    Raises `CalendarError` VALUE.
    """
    value = _typed(line)
    if not isinstance(value, timedelta):
        raise _unreadable(line)
    return value


def moment_line(name: str, moment: Moment, old: Line | None = None) -> Line:
    """Write a moment; parameters of an older line that are not about its type stay."""
    parameters: dict[str, str] = {}
    if moment.at is None:
        parameters["VALUE"] = "DATE"
        value = vDate(moment.day).to_ical().decode()
    else:
        is_utc = moment.zone == UTC_NAME
        local = datetime.combine(moment.day, moment.at, UTC if is_utc else None)
        value = vDatetime(local).to_ical().decode()
        if moment.zone is not None and not is_utc:
            parameters["TZID"] = moment.zone
    return _written(name, value, parameters, old)


def instant_line(name: str, instant: datetime, old: Line | None = None) -> Line:
    """Write an instant in UTC."""
    value = vDatetime(instant.astimezone(UTC).replace(microsecond=0)).to_ical().decode()
    return _written(name, value, {}, old)


def duration_line(name: str, duration: timedelta, old: Line | None = None) -> Line:
    """Write a duration."""
    return _written(name, vDuration(duration).to_ical().decode(), {}, old)


def _written(name: str, value: str, parameters: dict[str, str], old: Line | None) -> Line:
    if old is None:
        return make_line(name, value, parameters)
    return old.with_value(value, parameters, without=("VALUE", "TZID"))


def _typed(line: Line) -> object:
    try:
        found: object = vDDDTypes.from_ical(line.value.strip())
    except _UNREADABLE:
        raise _unreadable(line) from None
    return found


def _unreadable(line: Line) -> CalendarError:
    return CalendarError(Code.VALUE, f"{line.name} cannot be {line.value[:_QUOTED_MAX]!r}")
