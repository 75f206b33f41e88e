"""From RRULE text to a rule: RFC 5545 section 3.3.10, with SKIP of RFC 7529."""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TypeVar

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.until import read_until
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Skip, Weekday
from taskora_api.recurrence.wall_clock import WallClock

TEXT_LENGTH_MAX = 512
CALENDAR = "GREGORIAN"

_PREFIX = "RRULE:"
_NAME = re.compile(r"[A-Z][A-Z0-9-]*")
_NUMBER = re.compile(r"[0-9]{1,4}")
_SIGNED = re.compile(r"[+-]?[0-9]{1,3}")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?([A-Z]{2})")
_PARTS = frozenset(
    (
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"),
        *("WKST", "RSCALE", "SKIP"),
    )
)

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=Enum)


def read_rule(text: str, *, anchor: Anchor = Anchor.DUE, clock: WallClock | None = None) -> Rule:
    """Read one RRULE, with or without the name of the property before it, in either case.

    `anchor` is not in the text. `clock` is the time of day of the series, which UNTIL may need.

    Raises `RecurrenceError`: TEXT for what is no RRULE or is longer than 512 characters,
    PART_UNKNOWN for a part or value that RFC 5545 has and this subset does not, or that neither
    has; VALUE and CONFLICT as `Rule` does; UNTIL_WITHOUT_CLOCK as `read_until` does.
    """
    parts = _split(text)
    unknown = sorted(parts.keys() - _PARTS)
    if unknown:
        raise RecurrenceError(Code.PART_UNKNOWN, f"{unknown[0]} is not supported")
    if "FREQ" not in parts:
        raise RecurrenceError(Code.TEXT, "there is no FREQ in it")

    def optional(name: str, read: Callable[[str, str], Value], default: Value) -> Value:
        return read(name, parts[name]) if name in parts else default

    def until(_name: str, value: str) -> date | None:
        return read_until(value, clock)

    return Rule(
        frequency=_choice(Frequency)("FREQ", parts["FREQ"]),
        interval=optional("INTERVAL", _number, 1),
        count=optional("COUNT", _count, None),
        until=optional("UNTIL", until, None),
        months=optional("BYMONTH", _numbers, ()),
        month_days=optional("BYMONTHDAY", _signed_numbers, ()),
        weekdays=optional("BYDAY", _weekdays, ()),
        positions=optional("BYSETPOS", _signed_numbers, ()),
        week_start=optional("WKST", _choice(Weekday), Weekday.MO),
        skip=_skip(parts),
        anchor=anchor,
    )


def _split(text: str) -> dict[str, str]:
    if len(text) > TEXT_LENGTH_MAX:
        raise RecurrenceError(Code.TEXT, f"it is longer than {TEXT_LENGTH_MAX} characters")
    if not text.isascii():
        raise RecurrenceError(Code.TEXT, "it has characters outside of ASCII")
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix(_PREFIX).split(";"):
        name, equals, value = part.partition("=")
        if not (equals and value and _NAME.fullmatch(name)):
            raise RecurrenceError(Code.TEXT, f"{part!r} is not NAME=VALUE")
        if name in parts:
            raise RecurrenceError(Code.TEXT, f"{name} stands in it twice")
        parts[name] = value
    return parts


def _skip(parts: dict[str, str]) -> Skip:
    """SKIP needs RSCALE beside it (RFC 7529 section 4.1), and only one calendar is supported."""
    if parts.get("RSCALE", CALENDAR) != CALENDAR:
        raise RecurrenceError(Code.PART_UNKNOWN, f"RSCALE={parts['RSCALE']} is not supported")
    if "SKIP" not in parts:
        return Skip.OMIT
    if "RSCALE" not in parts:
        raise RecurrenceError(
            Code.TEXT, f"SKIP has no RSCALE={CALENDAR} beside it, which RFC 7529 wants"
        )
    return _choice(Skip)("SKIP", parts["SKIP"])


def _choice(among: type[Choice]) -> Callable[[str, str], Choice]:
    def read(name: str, value: str) -> Choice:
        if value not in among.__members__:
            raise RecurrenceError(Code.PART_UNKNOWN, f"{name}={value} is not supported")
        return among[value]

    return read


def _count(name: str, value: str) -> int | None:
    return _number(name, value)


def _number(name: str, value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise RecurrenceError(Code.VALUE, f"{name}={value} is no number from 1 to 9999")
    return int(value)


def _numbers(name: str, value: str) -> tuple[int, ...]:
    return tuple(_number(name, each) for each in value.split(","))


def _signed_numbers(name: str, value: str) -> tuple[int, ...]:
    for each in value.split(","):
        if not _SIGNED.fullmatch(each):
            raise RecurrenceError(Code.VALUE, f"{name}={value} is no list of short numbers")
    return tuple(int(each) for each in value.split(","))


def _weekdays(name: str, value: str) -> tuple[DayOfWeek, ...]:
    return tuple(_weekday(name, each) for each in value.split(","))


def _weekday(name: str, value: str) -> DayOfWeek:
    form = _DAY.fullmatch(value)
    if form is None or form[2] not in Weekday.__members__ or (form[1] and int(form[1]) == 0):
        raise RecurrenceError(Code.VALUE, f"{value} in {name} is no weekday such as MO or -1FR")
    return DayOfWeek(Weekday[form[2]], int(form[1] or 0))
