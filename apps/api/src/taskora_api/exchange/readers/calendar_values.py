"""Values of a to-do of the icalendar library, which gives one value, a list or nothing."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Component

from taskora_api.calendars.errors import CalendarError
from taskora_api.calendars.todo.moments import UTC_NAME, Moment
from taskora_api.calendars.todo.zones import read_zone
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.moments import local
from taskora_api.exchange.reasons import Reason


def all_of(component: Component, name: str) -> list[object]:
    """Give all values of a property, by its name in capitals."""
    # The library's own access writes each name in capitals first, which takes as long as reading.
    value = dict.get(component, name)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def first_text(component: Component, name: str) -> str:
    """Give the first value of a property as text, "" if there is none."""
    values = all_of(component, name)
    return str(values[0]) if values else ""


def relation_type(related: object) -> str:
    """Give what a related to-do is; without a type it is the parent, as RFC 5545 says."""
    return str(getattr(related, "params", {}).get("RELTYPE", "PARENT")).upper()


def value_of(component: Component, name: str) -> date | datetime | None:
    """Give the first date or time of a property."""
    values = all_of(component, name)
    found = getattr(values[0], "dt", None) if values else None
    return found if isinstance(found, date) else None


def length_of(component: Component, name: str) -> timedelta | None:
    """Give the first duration of a property."""
    values = all_of(component, name)
    found = getattr(values[0], "dt", None) if values else None
    return found if isinstance(found, timedelta) else None


def instant_of(component: Component, name: str) -> datetime | None:
    """Give the first time of a property, in UTC where it is floating."""
    value = value_of(component, name)
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def moment_of(remarks: Remarks, component: Component, name: str) -> Moment | None:
    """Give the first date or time of a property in whole minutes."""
    value = value_of(component, name)
    return None if value is None else _moment(remarks, value, all_of(component, name)[0])


def moments_of(remarks: Remarks, component: Component, name: str) -> list[Moment]:
    """Give the dates and times of a property that has a list of them."""
    return [
        _moment(remarks, each.dt, values)
        for values in all_of(component, name)
        for each in getattr(values, "dts", ())
    ]


def shown_in(moment: Moment, zone: str) -> Moment:
    """Show a time in UTC in a zone; any other moment stays as it is."""
    if moment.at is None or moment.zone != UTC_NAME:
        return moment
    shown = local(datetime.combine(moment.day, moment.at, UTC), zone)
    return Moment(shown.date(), shown.time(), zone)


def _moment(remarks: Remarks, value: date, holder: object) -> Moment:
    if not isinstance(value, datetime):
        return Moment(value)
    named = getattr(holder, "params", {}).get("TZID")
    zone = None if value.tzinfo is None else UTC_NAME
    if named is not None:
        try:
            zone = read_zone(str(named))
        except CalendarError:
            zone = None
            remarks.add(Reason.ZONE_UNKNOWN, named)
    return Moment(value.date(), value.time().replace(second=0, microsecond=0), zone)
