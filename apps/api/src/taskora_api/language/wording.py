"""How dates and counts are said in answers."""

from collections.abc import Sequence
from datetime import date, timedelta

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def say_date(day: date, today: date) -> str:
    """Name a day so that a misread date is seen at once: with its weekday."""
    exact = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    if day.year != today.year:
        exact += f" {day.year}"
    if day == today:
        return f"today ({exact})"
    if day == today - timedelta(days=1):
        return f"yesterday ({exact})"
    if day == today + timedelta(days=1):
        return f"tomorrow ({exact})"
    return exact


def say_count(count: int, noun: str = "task") -> str:
    """Count a thing: "1 task", "3 tasks"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


# Signs that could be taken for the end, or for another beginning, of what is quoted.
_QUOTES_INSIDE = str.maketrans(
    dict.fromkeys("\u201c\u201e\u201f\u301d", "\u2018")
    | dict.fromkeys("\u201d\u301e\u301f", "\u2019")
    | dict.fromkeys('"\uff02', "'")
    | dict.fromkeys("\r\n\u2028\u2029", " ")
)


def quoted(text: str) -> str:
    """Put a text of somebody into quotation marks, of which none is left inside.

    Whatever it holds, it ends where the first closing one stands, on the same line.
    """
    return f"“{text.translate(_QUOTES_INSIDE)}”"


def say_titles(titles: Sequence[str], shown_max: int = 5, *, total: int | None = None) -> str:
    """Quote titles, and count those beyond the first few, also those that are not given."""
    shown = [quoted(title) for title in titles[:shown_max]]
    hidden = (len(titles) if total is None else total) - len(shown)
    if hidden:
        return f"{', '.join(shown)} and {hidden} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def join_phrases(phrases: Sequence[str]) -> str:
    """Put parts of a sentence in a row: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(phrases[:-1]), *phrases[-1:]]))


_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_BY_CODE = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), _WEEKDAYS, strict=True))


def say_rule(rule: str) -> str:
    """Say how often an RRULE is; of one that is more than that, its own words are said too."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    unit, count = _UNITS[parts.pop("FREQ")], int(parts.pop("INTERVAL", "1"))
    often = f"every {unit}" if count == 1 else f"every {count} {unit}s"
    days = parts.get("BYDAY", "").split(",")
    if all(day in _BY_CODE for day in days):
        del parts["BYDAY"]
        often += f" on {join_phrases([_BY_CODE[day] for day in days])}"
    rest = ";".join(f"{name}={value}" for name, value in parts.items())
    return f"{often} ({rest})" if rest else often
