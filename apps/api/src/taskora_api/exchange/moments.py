"""Dates, times of day, instants and zones as files have them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.prop import vDuration
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from taskora_api.exchange import limits
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.reasons import Reason
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.wall_clock import WallClock

TEXT_LENGTH_MAX = 40


@lru_cache(maxsize=512)
def known_zone(name: str) -> str | None:
    """Give the name of a zone in the IANA database, of that name or of Windows's, or None."""
    try:
        return WallClock(time(0), name).zone
    except RecurrenceError:
        olson = WINDOWS_TO_OLSON.get(name)
        return known_zone(olson) if olson is not None else None


def clean_zone(remarks: Remarks, value: object) -> str | None:
    """Read the name of a zone; an unknown one is none, and said."""
    if not isinstance(value, str) or not value:
        return None
    zone = known_zone(value)
    if zone is None:
        remarks.add(Reason.ZONE_UNKNOWN, value)
    return zone


def read_day(text: str) -> date | None:
    """Read a date as ISO 8601 writes it, or None."""
    try:
        return date.fromisoformat(text) if len(text) <= TEXT_LENGTH_MAX else None
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Read a time of day without an offset, or None."""
    try:
        read = time.fromisoformat(text) if len(text) <= TEXT_LENGTH_MAX else None
    except ValueError:
        return None
    return None if read is None or read.tzinfo is not None else read


def read_instant(text: str) -> datetime | None:
    """Read a date and time with an offset; without one it is in UTC. None if it is neither."""
    try:
        read = datetime.fromisoformat(text) if len(text) <= TEXT_LENGTH_MAX else None
        if read is None:
            return None
        return (read.replace(tzinfo=UTC) if read.tzinfo is None else read).astimezone(UTC)
    # An offset can lead out of the calendar.
    except (ValueError, OverflowError):
        return None


def read_length(text: str) -> timedelta | None:
    """Read a duration of iCalendar such as -PT30M, or None."""
    try:
        length: timedelta = vDuration.from_ical(text.upper())
    except (ValueError, OverflowError):
        return None
    return length


def from_milliseconds(value: object) -> datetime | None:
    """Read milliseconds since 1970, or None."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def clean_day(remarks: Remarks, value: object) -> date | None:
    """Read a date that a task can have; any other is said and left out."""
    if value is None or value == "":
        return None
    day = value if isinstance(value, date) else read_day(str(value))
    if isinstance(day, datetime):
        day = day.date()
    if day is None:
        remarks.add(Reason.DATE_NOT_READ, value)
        return None
    if not limits.FIRST_DAY <= day <= limits.LAST_DAY:
        remarks.add(Reason.DATE_OUT_OF_RANGE, day)
        return None
    return day


def clean_time(value: object) -> time | None:
    """Read a time of day in whole minutes, or None."""
    read = value if isinstance(value, time) else read_time(str(value)) if value else None
    return None if read is None else read.replace(second=0, microsecond=0, tzinfo=None)


def clean_instant(remarks: Remarks, value: object) -> datetime | None:
    """Read an instant; what is none, or has a year out of range, is said and left out."""
    if value is None or value == "":
        return None
    instant = value if isinstance(value, datetime) else read_instant(str(value))
    if instant is None:
        remarks.add(Reason.DATE_NOT_READ, value)
        return None
    instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
    if not limits.FIRST_DAY.year <= instant.year <= limits.LAST_DAY.year:
        remarks.add(Reason.DATE_OUT_OF_RANGE, instant.date())
        return None
    return instant


def local(instant: datetime, zone: str | None) -> datetime:
    """Show an instant in a zone, in UTC without one; the result may be at the calendar's end."""
    try:
        return instant.astimezone(ZoneInfo(zone) if zone is not None else UTC)
    except OverflowError:
        return instant
