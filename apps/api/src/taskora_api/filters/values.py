"""From a field, a comparison and a value, as they are written, to one term of a filter."""

import re
from collections.abc import Callable
from datetime import date, time
from uuid import UUID

from lark import Token

from taskora_api.filters.errors import Code, FilterError
from taskora_api.filters.limits import place_of_token
from taskora_api.filters.nodes import (
    Compare,
    Contains,
    Day,
    Equals,
    Filter,
    Identity,
    OnDay,
    Recurs,
    Refers,
    Shift,
    Tagged,
)
from taskora_api.filters.vocabulary import (
    KINDS,
    ME,
    ORDERED,
    PEOPLE,
    Base,
    Comparison,
    Field,
    Frequency,
    Kind,
    Level,
    Unit,
)

CALENDAR_FIRST = date(1900, 1, 1)
CALENDAR_LAST = date(2999, 12, 31)
NUMBER_MAX = 2**31 - 1
DURATION_MAX = 525_600
MINUTES_IN_AN_HOUR = 60

_DAY = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})?(?P<base>[a-z]+)?"
    r"(?:(?P<sign>[+-])(?P<amount>[0-9]{1,4})(?P<unit>[dwmy]))?"
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DURATION = re.compile(r"(?=[0-9])(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m?)?")
_NUMBER = re.compile(r"[0-9]{1,10}")
_IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def leaf_of(field: Field, sign: Token, comparison: str, value: Token) -> Filter:
    """Make a term. `comparison` is the sign without the colon before it.

    Raises `FilterError` COMPARISON where the field does not have it, and VALUE.
    """
    kind = KINDS[field]
    if comparison not in {":", "=", "!="} and kind not in ORDERED:
        raise FilterError(
            Code.COMPARISON, f"{field} has no {sign}", place_of_token(sign), (":", "=", "!=")
        )
    text = plain(value)
    found = None
    if text:
        found = _term(kind)(field, comparison, value, text)
    if found is None:
        raise FilterError(
            Code.VALUE,
            f"{str(value)!r} is no value of {field}",
            place_of_token(value),
            (kind.value,),
        )
    return found


def plain(token: Token) -> str:
    """Give the text of a value, without quotation marks."""
    if token.startswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)
    return token[1:-1] if token.startswith("“") else str(token)


def read_day(text: str) -> Day | None:
    """Read a day or period, or nothing if it is none."""
    form = _DAY.fullmatch("".join(text.lower().split()))
    if form is None or not form[0] or (form["date"] and form["base"]):
        return None
    base = _date(form["date"]) if form["date"] else _choice(Base, form["base"] or Base.TODAY)
    return None if base is None else Day(base, _shift(form))


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if CALENDAR_FIRST <= found <= CALENDAR_LAST else None


def _shift(form: re.Match[str]) -> Shift | None:
    amount = int(form["amount"] or 0)
    if not amount:
        return None
    return Shift(-amount if form["sign"] == "-" else amount, Unit(form["unit"]))


def _choice(among: type[Base], text: str) -> Base | None:
    return among(text) if text in among.__members__.values() else None


def read_clock(text: str) -> time | None:
    """Read a time of day as hours and minutes, or nothing if it is none."""
    form = _CLOCK.fullmatch(text)
    return time(int(form[1]), int(form[2])) if form else None


def read_duration(text: str) -> int | None:
    """Read a duration in minutes, or nothing if it is none or too long."""
    form = _DURATION.fullmatch(text.lower())
    if form is None:
        return None
    minutes = int(form[1] or 0) * MINUTES_IN_AN_HOUR + int(form[2] or 0)
    return minutes if minutes <= DURATION_MAX else None


def _number(text: str) -> int | None:
    if not _NUMBER.fullmatch(text) or int(text) > NUMBER_MAX:
        return None
    return int(text)


def _level(text: str) -> Level | None:
    names = {level.name.lower(): level for level in Level}
    return names.get(text.lower())


def _key(text: str) -> str | None:
    return text


def _on_day(field: Field, comparison: str, _value: Token, text: str) -> Filter | None:
    day = read_day(text)
    return None if day is None else OnDay(field, _compared(comparison), day)


def _text(field: Field, comparison: str, _value: Token, text: str) -> Filter:
    return Contains(field, text) if comparison == ":" else Equals(field, text)


def _zone(field: Field, _comparison: str, _value: Token, text: str) -> Filter:
    return Equals(field, text)


def _tagged(_field: Field, _comparison: str, _value: Token, text: str) -> Filter:
    return Tagged(text)


def _refers(field: Field, _comparison: str, value: Token, text: str) -> Filter:
    is_me = field in PEOPLE and value.type == "VALUE" and text.lower() == ME.value
    return Refers(field, ME if is_me else text, place_of_token(value))


def _identity(field: Field, _comparison: str, _value: Token, text: str) -> Filter | None:
    return Identity(field, UUID(text)) if _IDENTITY.fullmatch(text.lower()) else None


def _recurs(_field: Field, _comparison: str, _value: Token, text: str) -> Filter | None:
    name = text.lower()
    return Recurs(Frequency(name)) if name in Frequency.__members__.values() else None


def _compared(comparison: str) -> Comparison:
    return Comparison.EQUAL if comparison in {":", "!="} else Comparison(comparison)


_Term = Callable[[Field, str, Token, str], Filter | None]
_OTHERS: dict[Kind, _Term] = {
    Kind.DAY: _on_day,
    Kind.TEXT: _text,
    Kind.ZONE: _zone,
    Kind.TAG: _tagged,
    Kind.NAME: _refers,
    Kind.IDENTITY: _identity,
    Kind.FREQUENCY: _recurs,
}
_COMPARED: dict[Kind, Callable[[str], int | time | str | None]] = {
    Kind.LEVEL: _level,
    Kind.CLOCK: read_clock,
    Kind.DURATION: read_duration,
    Kind.NUMBER: _number,
    Kind.KEY: _key,
}


def _term(kind: Kind) -> _Term:
    if kind in _OTHERS:
        return _OTHERS[kind]
    read = _COMPARED[kind]

    def compare(field: Field, comparison: str, _value: Token, text: str) -> Filter | None:
        value = read(text)
        return None if value is None else Compare(field, _compared(comparison), value)

    return compare
