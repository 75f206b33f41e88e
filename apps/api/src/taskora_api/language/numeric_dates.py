"""Reads dates in figures: "2026-12-24", "24.12.", "12/24/27", "23-Sep-2027"."""

from datetime import date

from taskora_api.language import calendar_rules as rules
from taskora_api.language.readings import Form, Reading
from taskora_api.language.tokens import Kind, Line
from taskora_api.language.words import MONTH_BY_WORD

_TWO_PARTS, _THREE_PARTS = 2, 3
# "Open 24/7" is an idiom, and no day of July.
_AROUND_THE_CLOCK = ("24", "7")

Parts = list[str]


def read_numeric(line: Line, at: int, today: date, *, is_day_first: bool | None) -> Reading | None:
    """Read a date in figures; `is_day_first` says what "5/12" is where both orders are possible."""
    parts, separator, end = _split(line, at)
    if len(parts) == _THREE_PARTS:
        return _three(parts, separator, end, today, is_day_first=is_day_first)
    if len(parts) != _TWO_PARTS or tuple(parts) == _AROUND_THE_CLOCK:
        return None
    if any(part in MONTH_BY_WORD for part in parts):
        return _named_month(parts, end, today)
    if separator == "/":
        month, day = _ordered(parts, is_day_first=is_day_first)
        return Reading(end, rules.on_day(today, month, day, None), Form.AT_THE_END)
    return _with_dot(line, parts, end, today) if separator == "." else None


def _with_dot(line: Line, parts: Parts, end: int, today: date) -> Reading | None:
    """Read "24.12.", where the day comes first, as in Europe."""
    day, month = int(parts[0]), int(parts[1])
    if not 1 <= month <= rules.MONTHS_IN_A_YEAR:
        # "10.30" is a time, and "3.14" a number.
        return None
    has_dot = line.word(end) == "." and line.touches(end)
    form = Form.AT_AN_EDGE if has_dot else Form.AFTER_PREPOSITION
    return Reading(end + has_dot, rules.on_day(today, month, day, None), form)


def _split(line: Line, at: int) -> tuple[Parts, str, int]:
    """Split into two or three parts with the same mark between them."""
    parts = [line.word(at)] if _is_part(line, at) else []
    separator = line.word(at + 1)
    end = at + 1
    if parts and separator in {"-", "/", "."} and line.touches(at + 1):
        while (
            len(parts) < _THREE_PARTS
            and line.word(end) == separator
            and line.touches(end)
            and _is_part(line, end + 1)
            and (line.touches(end + 1) or _is_spaced(line, separator, end + 1))
        ):
            parts.append(line.word(end + 1))
            end += 2
    return parts, separator, end


def _is_part(line: Line, at: int) -> bool:
    return line.number(at) is not None or line.word(at) in MONTH_BY_WORD


def _is_spaced(line: Line, separator: str, at: int) -> bool:
    """A space may follow the dots of "24. 12. 2027"."""
    return separator == "." and line.kind(at) is Kind.NUMBER and line.kind(at - 2) is Kind.NUMBER


def _three(
    parts: Parts, separator: str, end: int, today: date, *, is_day_first: bool | None
) -> Reading | None:
    if any(part in MONTH_BY_WORD for part in parts):
        return _named_month(parts, end, today)
    if len(parts[0]) == rules.YEAR_DIGITS:
        year, month, day = (int(part) for part in parts)
        return Reading(end, rules.on_day(today, month, day, year), Form.FULL)
    if separator == "-" and not _is_clear(parts, is_day_first=is_day_first):
        return Reading(end, None, Form.FULL)
    if separator == ".":
        day, month = int(parts[0]), int(parts[1])
    else:
        month, day = _ordered(parts, is_day_first=is_day_first)
    year_read = rules.full_year(parts[2], today)
    value = rules.on_day(today, month, day, year_read) if year_read is not None else None
    return Reading(end, value, Form.FULL)


def _is_clear(parts: Parts, *, is_day_first: bool | None) -> bool:
    """With hyphens no order is the usual one, so it must be known or follow from the figures."""
    has_both = all(int(part) <= rules.MONTHS_IN_A_YEAR for part in parts[:2])
    return len(parts[2]) == rules.YEAR_DIGITS and (is_day_first is not None or not has_both)


def _ordered(parts: Parts, *, is_day_first: bool | None) -> tuple[int, int]:
    """By default the month comes first, as in the United States, unless it cannot be one."""
    month, day = int(parts[0]), int(parts[1])
    if is_day_first:
        month, day = day, month
    return (day, month) if month > rules.MONTHS_IN_A_YEAR else (month, day)


def _named_month(parts: Parts, end: int, today: date) -> Reading | None:
    """Read "23-Sep-2027", "Sep-23-2027", "2027-Sep-23" and "jun-15"."""
    months = [MONTH_BY_WORD[part] for part in parts if part in MONTH_BY_WORD]
    figures = [part for part in parts if part not in MONTH_BY_WORD]
    if len(months) != 1 or not figures:
        return None
    years = [part for part in figures if len(part) == rules.YEAR_DIGITS]
    if len(parts) == _TWO_PARTS:
        if years:
            return None
        return Reading(end, rules.on_day(today, months[0], int(figures[0]), None), Form.CLEAR)
    year_part = years[0] if years else figures[-1]
    day = next((part for part in figures if part != year_part), year_part)
    year = rules.full_year(year_part, today)
    value = rules.on_day(today, months[0], int(day), year) if year is not None else None
    return Reading(end, value, Form.FULL)
