"""From a filter to its canonical text: what is saved, and what an editor shows."""

import re
from datetime import date, time
from functools import singledispatch

from taskora_api.filters.grammar import KEYWORDS
from taskora_api.filters.nodes import (
    And,
    Compare,
    Contains,
    Day,
    Equals,
    Everything,
    Filter,
    Has,
    Identity,
    Is,
    Not,
    OnDay,
    Or,
    Recurs,
    Refers,
    Shift,
    Similar,
    Tagged,
    Text,
)
from taskora_api.filters.vocabulary import Base, Comparison, Field, Level, Me

# A value that stands without quotation marks; all else is between them.
_BARE = re.compile(r"[^\W_][\w./@'-]*")
_HAS = {
    Field.COMPLETED: ("is:", "done"),
    Field.RECURRENCE: ("is:", "recurring"),
    Field.PARENT: ("is:", "subtask"),
    Field.DELETED: ("is:", "trashed"),
}

_Term = tuple[str, str]


def write(tree: Filter) -> str:
    """Write a filter so that reading the text gives it again; of everything it is empty."""
    return _written(tree)


@singledispatch
def _written(tree: Filter) -> str:
    prefix, value = _term(tree)
    return prefix + value


@_written.register
def _(_tree: Everything) -> str:
    return ""


@_written.register
def _(tree: And) -> str:
    return " & ".join(_within(part) for part in tree.parts)


@_written.register
def _(tree: Or) -> str:
    return _list(tree) or " | ".join(_written(part) for part in tree.parts)


@_written.register
def _(tree: Not) -> str:
    term = _opposite(tree)
    return "".join(term) if term else f"!{_within(tree.part)}"


def _within(part: Filter) -> str:
    """Write a part beside a sign that binds closer than its own."""
    is_one_term = not isinstance(part, And | Or) or (isinstance(part, Or) and _list(part))
    return _written(part) if is_one_term else f"({_written(part)})"


def _list(tree: Or) -> str:
    """Several values of one field; nothing where it is something else."""
    terms: list[_Term] = []
    for part in tree.parts:
        term = _opposite(part) if isinstance(part, Not) else _listed(part)
        if term is None:
            return ""
        terms.append(term)
    prefixes = {prefix for prefix, _ in terms}
    values = ",".join(value for _, value in terms)
    return prefixes.pop() + values if len(prefixes) == 1 else ""


def _listed(part: Filter) -> _Term | None:
    if isinstance(part, And | Or | Everything | Text):
        return None
    term = _term(part)
    return term if term[0].endswith((":", "=")) and not term[0].endswith(("<=", ">=")) else None


def _opposite(tree: Not) -> _Term | None:
    if tree.part == Has(Field.COMPLETED):
        return "is:", "open"
    if isinstance(tree.part, Has) and tree.part.field not in _HAS:
        return "no:", tree.part.field.value
    return None


@singledispatch
def _term(leaf: Filter) -> _Term:
    """Give what stands before a value, and the value."""
    raise TypeError(type(leaf))


@_term.register
def _(leaf: Text) -> _Term:
    is_keyword = leaf.text.lower() in KEYWORDS
    return "", _quoted(leaf.text) if is_keyword else _value(leaf.text)


@_term.register
def _(leaf: Similar) -> _Term:
    return "like:", _value(leaf.text)


@_term.register
def _(leaf: Contains) -> _Term:
    return f"{leaf.field}:", _value(leaf.text)


@_term.register
def _(leaf: Equals) -> _Term:
    sign = ":" if leaf.field is Field.ZONE else "="
    return f"{leaf.field}{sign}", _value(leaf.text)


@_term.register
def _(leaf: Tagged) -> _Term:
    return f"{Field.TAG}:", _value(leaf.tag)


@_term.register
def _(leaf: OnDay) -> _Term:
    return _sign(leaf.field, leaf.comparison), _day(leaf.day)


@_term.register
def _(leaf: Compare) -> _Term:
    return _sign(leaf.field, leaf.comparison), _compared(leaf)


@_term.register
def _(leaf: Refers) -> _Term:
    if isinstance(leaf.name, Me):
        return f"{leaf.field}:", leaf.name.value
    is_me = leaf.name.lower() == Me.ME.value
    return f"{leaf.field}:", _quoted(leaf.name) if is_me else _value(leaf.name)


@_term.register
def _(leaf: Identity) -> _Term:
    return f"{leaf.field}:", str(leaf.id)


@_term.register
def _(leaf: Recurs) -> _Term:
    return f"{Field.RECURRENCE}:", leaf.frequency.value


@_term.register
def _(leaf: Has) -> _Term:
    return _HAS.get(leaf.field, ("has:", leaf.field.value))


@_term.register
def _(leaf: Is) -> _Term:
    return "is:", leaf.flag.value


def _sign(field: Field, comparison: Comparison) -> str:
    return f"{field}:" if comparison is Comparison.EQUAL else f"{field} {comparison} "


def _compared(leaf: Compare) -> str:
    match leaf.value:
        case Level():
            return leaf.value.name.lower()
        case time():
            return f"{leaf.value:%H:%M}"
        case int():
            return f"{leaf.value}m" if leaf.field is Field.DURATION else str(leaf.value)
        case str():
            return _value(leaf.value)


def _day(day: Day) -> str:
    if day.base is Base.TODAY and day.shift is not None:
        return _shift(day.shift)
    base = day.base.isoformat() if isinstance(day.base, date) else day.base.value
    return base if day.shift is None else base + _shift(day.shift)


def _shift(shift: Shift) -> str:
    return f"{shift.amount:+d}{shift.unit}"


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'
