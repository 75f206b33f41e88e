"""Recurrence of Microsoft Graph, which has a pattern and a range, as the text of a RRULE."""

from collections.abc import Iterator

from taskora_api.exchange.cleaning import text_of

_FREQUENCIES = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "absoluteMonthly": "MONTHLY",
    "relativeMonthly": "MONTHLY",
    "absoluteYearly": "YEARLY",
    "relativeYearly": "YEARLY",
}
_INDEXES = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "-1"}
Raw = dict[str, object]


def rrule_of(pattern: Raw, limits: Raw) -> str:
    """Write a RRULE; what is unknown in a pattern makes a text that no reader takes."""
    return ";".join(f"{name}={value}" for name, value in _parts(pattern, limits))


def _parts(pattern: Raw, limits: Raw) -> Iterator[tuple[str, object]]:
    kind = text_of(pattern.get("type"))
    yield "FREQ", _FREQUENCIES.get(kind, kind or "UNKNOWN")
    yield "INTERVAL", text_of(pattern.get("interval")) or 1
    days = _days(pattern)
    if kind.startswith("relative"):
        yield "BYDAY", ",".join(days)
        yield "BYSETPOS", _INDEXES.get(text_of(pattern.get("index")) or "first", "UNKNOWN")
    elif kind == "weekly" and days:
        yield "BYDAY", ",".join(days)
        yield "WKST", (text_of(pattern.get("firstDayOfWeek")) or "monday")[:2].upper()
    elif kind.startswith("absolute"):
        yield "BYMONTHDAY", text_of(pattern.get("dayOfMonth"))
    if kind.endswith("Yearly"):
        yield "BYMONTH", text_of(pattern.get("month"))
    if limits.get("type") == "endDate":
        yield "UNTIL", text_of(limits.get("endDate")).replace("-", "")
    if limits.get("type") == "numbered":
        yield "COUNT", text_of(limits.get("numberOfOccurrences"))


def _days(pattern: Raw) -> list[str]:
    days = pattern.get("daysOfWeek")
    return [text_of(day)[:2].upper() for day in days] if isinstance(days, list) else []
