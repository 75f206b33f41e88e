"""Values of a to-do of the icalendar library, which gives one value, a list or nothing."""

from datetime import UTC, date, datetime, time

from icalendar import Component

from taskora_api.exchange.items import Remarks
from taskora_api.exchange.moments import clean_zone, local


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


def date_of(component: Component, name: str, zone: str | None = None) -> date | None:
    """Give the first date of a property, whatever the time is; one in UTC is shown in the zone."""
    value = value_of(component, name)
    if not isinstance(value, datetime):
        return value
    return local(value, zone).date() if value.tzinfo is UTC and zone else value.date()


def instant_of(component: Component, name: str) -> datetime | None:
    """Give the first time of a property, in UTC where it is floating."""
    value = value_of(component, name)
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def due_of(
    remarks: Remarks, component: Component, zone: str | None
) -> tuple[date | None, time | None, str | None]:
    """Give date, time and zone of the due date.

    A time in UTC is an instant, which is shown in the zone of the person, if that is known.
    """
    value = value_of(component, "DUE")
    if not isinstance(value, datetime):
        return value, None, None
    named = getattr(all_of(component, "DUE")[0], "params", {}).get("TZID")
    if named is not None:
        return value.date(), value.time(), clean_zone(remarks, str(named))
    if value.tzinfo is None:
        return value.date(), value.time(), None
    shown = local(value, zone)
    return shown.date(), shown.time(), zone or "UTC"
