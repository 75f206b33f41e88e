"""Fills the templates of rules: JSON in which `$2` is the value of the second item."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import Any

Value = Any


def fill(template: Value, values: Sequence[Value]) -> Value:
    """Fill a template; what is missing is left out.

    `{"$sum": [...]}`, `{"$product": [...]}`, `{"$with": [...]}` (one object of several) and
    `{"$list": [...]}` (one list of values and of lists) are done.
    """
    if isinstance(template, str):
        return values[int(template[1:]) - 1] if template.startswith("$") else template
    if isinstance(template, list):
        return [fill(each, values) for each in template]
    if not isinstance(template, dict):
        return template
    for name, combine in _COMBINATIONS.items():
        if name in template:
            return combine(fill(each, values) for each in template[name])
    filled = ((name, fill(each, values)) for name, each in template.items())
    return {name: value for name, value in filled if value is not None}


def _sum(parts: Iterable[Value]) -> Value:
    return sum(part for part in parts if part is not None)


def _with(parts: Iterable[Value]) -> Value:
    merged: dict[str, Value] = {}
    for part in parts:
        merged |= part or {}
    return merged


def _list(parts: Iterable[Value]) -> Value:
    joined: list[Value] = []
    for part in parts:
        if isinstance(part, list):
            joined.extend(part)
        elif part is not None:
            joined.append(part)
    return joined


_COMBINATIONS: Mapping[str, Callable[[Iterable[Value]], Value]] = {
    "$sum": _sum,
    "$product": prod,
    "$with": _with,
    "$list": _list,
}
