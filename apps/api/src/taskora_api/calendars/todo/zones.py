"""The zone that a TZID means, and the VTIMEZONE that goes with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.layout import Block, read_layout
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.wall_clock import WallClock

YEARS_DESCRIBED = 10
_CHANGES_EVERY = timedelta(days=7)
_MIDNIGHT = datetime.min.time()
_QUOTED_MAX = 60


def read_zone(tzid: str, calendar: Block | None = None) -> str:
    """Give the zone of the IANA database that a TZID means.

    It can be its name, also after the prefix of a program (`/citadel.org/…/Europe/Berlin`), a name
    of Windows, or what the VTIMEZONE of that TZID gives as X-LIC-LOCATION. Definitions of others
    are not followed: they would be a second source of truth beside the database.

    Raises `CalendarError` ZONE.
    """
    for name in _candidates(tzid, calendar):
        if _exists(name):
            return name
    raise CalendarError(
        Code.ZONE, f"TZID={tzid[:_QUOTED_MAX]!r} means no zone of the IANA database"
    )


def _candidates(tzid: str, calendar: Block | None) -> Iterator[str]:
    clean = tzid.strip().strip("/")
    yield clean
    if clean in WINDOWS_TO_OLSON:
        yield WINDOWS_TO_OLSON[clean]
    parts = clean.split("/")
    for length in (3, 2):
        if len(parts) > length:
            yield "/".join(parts[-length:])
    for zone in () if calendar is None else calendar.blocks("VTIMEZONE"):
        own, location = zone.line("TZID"), zone.line("X-LIC-LOCATION")
        if own is not None and location is not None and own.unescaped == tzid:
            yield location.unescaped


@lru_cache(maxsize=1024)
def _exists(name: str) -> bool:
    try:
        WallClock(_MIDNIGHT, name)
    except RecurrenceError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Onset:
    """From when on another offset is in force."""

    at: datetime
    before: timedelta
    after: timedelta
    abbreviation: str
    is_summer: bool


@lru_cache(maxsize=256)
def zone_block(zone: str, year: int) -> Block:
    """Describe a zone from the year before to `YEARS_DESCRIBED` after it, as a VTIMEZONE.

    Each change of the clocks is named by its date, with no rule: a rule would claim to know more
    than the database does. Programs that know the zone by its name do not read it.
    """
    described = Timezone()
    described.add("TZID", zone)
    grouped: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for onset in _onsets(ZoneInfo(zone), year - 1, year + YEARS_DESCRIBED):
        key = (onset.before, onset.after, onset.abbreviation, onset.is_summer)
        # RFC 5545 section 3.6.5: an onset is written as clock time before the change.
        grouped.setdefault(key, []).append((onset.at + onset.before).replace(tzinfo=None))
    for (before, after, abbreviation, is_summer), onsets in grouped.items():
        part = TimezoneDaylight() if is_summer else TimezoneStandard()
        part.add("DTSTART", onsets[0])
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", abbreviation)
        # The first one, too, and each on a line of its own: ical.js takes neither a DTSTART
        # beside an RDATE nor a second date of one for a change.
        for each in onsets:
            part.add("RDATE", each)
        described.add_component(part)
    written: bytes = described.to_ical()
    return read_layout(written)


def _onsets(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[_Onset]:
    begin = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    offset = _offset(zone, begin)
    yield _onset(zone, begin, offset)
    at = begin
    while at < end:
        following = min(at + _CHANGES_EVERY, end)
        if _offset(zone, following) != offset:
            change = _found(zone, at, following)
            yield _onset(zone, change, offset)
            offset = _offset(zone, change)
            following = change
        at = following


def _found(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halve the time between until the second of the change is known."""
    offset = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _onset(zone: ZoneInfo, at: datetime, before: timedelta) -> _Onset:
    local = at.astimezone(zone)
    return _Onset(
        at,
        before,
        local.utcoffset() or timedelta(),
        local.tzname() or zone.key,
        bool(local.dst()),
    )
