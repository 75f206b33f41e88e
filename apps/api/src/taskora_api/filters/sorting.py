"""In which order tasks are listed: from text to a sort order, and back."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from taskora_api.filters.errors import Code, FilterError, Place

KEYS_MAX = 5
TEXT_LENGTH_MAX = 200

_TERM = re.compile(r"(?P<sign>[+-]?)(?P<key>[A-Za-z]+)(?:\.(?P<nulls>nullsfirst|nullslast))?")


class Key(StrEnum):
    """What tasks can be sorted by: each is the name of a field as well."""

    TITLE = "title"
    PRIORITY = "priority"
    DUE = "due"
    START = "start"
    DEADLINE = "deadline"
    DURATION = "duration"
    POSITION = "position"
    CREATED = "created"
    UPDATED = "updated"
    COMPLETED = "completed"
    DELETED = "deleted"


NULLABLE = frozenset({Key.DUE, Key.START, Key.DEADLINE, Key.DURATION, Key.COMPLETED, Key.DELETED})


class Direction(StrEnum):
    """From the smallest, or from the largest."""

    ASCENDING = ""
    DESCENDING = "-"


class Nulls(StrEnum):
    """Where tasks stand that have no such value; last in both directions unless asked for."""

    LAST = ""
    FIRST = ".nullsfirst"


@dataclass(frozen=True, slots=True)
class SortTerm:
    """One key of a sort order."""

    key: Key
    direction: Direction = Direction.ASCENDING
    nulls: Nulls = Nulls.LAST


@dataclass(frozen=True, slots=True)
class Sort:
    """Keys of which each decides where those before it are equal.

    After the last key the id decides, ascending, so no two tasks ever stand in the same place.
    """

    terms: tuple[SortTerm, ...] = ()


def read_sort(text: str) -> Sort:
    """Read a sort order such as `due,-priority,title`; of a blank text it is the one by ids.

    Raises `FilterError`: SORT for what has another form, SORT_KEY_UNKNOWN, SORT_KEY_TWICE, and
    SORT_TOO_LONG for more than 200 characters or five keys.
    """
    if len(text) > TEXT_LENGTH_MAX:
        what = f"the sort order is longer than {TEXT_LENGTH_MAX} characters"
        raise FilterError(Code.SORT_TOO_LONG, what, Place(TEXT_LENGTH_MAX, len(text)))
    if not text.strip():
        return Sort()
    terms: dict[Key, SortTerm] = {}
    for part, place in _parts(text):
        if len(terms) == KEYS_MAX:
            what = f"there are more than {KEYS_MAX} keys"
            raise FilterError(Code.SORT_TOO_LONG, what, place)
        term = _read_term(part, place)
        if term.key in terms:
            raise FilterError(Code.SORT_KEY_TWICE, f"{term.key} stands in it twice", place)
        terms[term.key] = term
    return Sort(tuple(terms.values()))


def write_sort(sort: Sort) -> str:
    """Write a sort order so that reading the text gives it again."""
    return ",".join(f"{term.direction}{term.key}{term.nulls}" for term in sort.terms)


def _parts(text: str) -> Iterator[tuple[str, Place]]:
    start = 0
    for part in text.split(","):
        inner = part.strip()
        begin = start + part.find(inner) if inner else start
        yield inner, Place(begin, begin + len(inner))
        start += len(part) + 1


def _read_term(text: str, place: Place) -> SortTerm:
    form = _TERM.fullmatch(text)
    if form is None:
        raise FilterError(
            Code.SORT,
            f"{text!r} is no key of a sort order",
            place,
            ("a key, - before it for the largest first, .nullsfirst behind it",),
        )
    key = _read_key(form["key"].lower(), place)
    direction = Direction.DESCENDING if form["sign"] == "-" else Direction.ASCENDING
    if form["nulls"] and key not in NULLABLE:
        raise FilterError(Code.SORT, f"each task has a {key}", place, (f"{direction}{key}",))
    nulls = Nulls.FIRST if form["nulls"] == "nullsfirst" else Nulls.LAST
    return SortTerm(key, direction, nulls)


def _read_key(name: str, place: Place) -> Key:
    names = [key.value for key in Key]
    if name in names:
        return Key(name)
    close = difflib.get_close_matches(name, names)
    raise FilterError(
        Code.SORT_KEY_UNKNOWN, f"there is no key {name!r}", place, tuple(close or names)
    )
