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


def say_titles(titles: Sequence[str], shown_max: int = 5, *, total: int | None = None) -> str:
    """Quote titles, and count those beyond the first few, also those that are not given."""
    shown = [f"“{title}”" for title in titles[:shown_max]]
    hidden = (len(titles) if total is None else total) - len(shown)
    if hidden:
        return f"{', '.join(shown)} and {hidden} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
