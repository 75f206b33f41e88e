"""A filter as an immutable tree. Trees that mean the same by their form alone are equal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date, time
from typing import TypeAlias
from uuid import UUID

from taskora_api.filters.errors import NOWHERE, Place
from taskora_api.filters.vocabulary import Base, Comparison, Field, Flag, Frequency, Me, Unit


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a day is from its base: a number of units, which is never 0."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a period of days: a date or a base, and the shift from there."""

    base: date | Base
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All tasks: an empty text. It is never a part of another filter."""


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold. There are two or more, and none of them is an And: `all_of` makes them."""

    parts: "tuple[Filter, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds. There are two or more, and none is an Or: `any_of` makes them."""

    parts: "tuple[Filter, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. It is no Not itself: `negated` makes them."""

    part: "Filter"


@dataclass(frozen=True, slots=True)
class Text:
    """The title or the notes contain a text, in whatever case."""

    text: str


@dataclass(frozen=True, slots=True)
class Similar:
    """Each token of a text stands in the title or the notes, or in the title with one slip."""

    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    """The title, or the notes, contain a text, in whatever case."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The title, the notes or the zone are a text, in whatever case."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """One of the tags is this one, in whatever case."""

    tag: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day of the task stands so to a day; a task without that day does not match."""

    field: Field
    comparison: Comparison
    day: Day


@dataclass(frozen=True, slots=True)
class Compare:
    """A value stands so to another one; a task without the value does not match.

    A priority is a `Level`; a duration is in minutes; a position is a text.
    """

    field: Field
    comparison: Comparison
    value: int | time | str


@dataclass(frozen=True, slots=True)
class Refers:
    """A field refers to what has this name or id, or to who asks."""

    field: Field
    name: str | Me
    place: Place = attribute(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """The task, or its parent, has this id."""

    field: Field
    id: UUID


@dataclass(frozen=True, slots=True)
class Recurs:
    """The task recurs by a rule of this frequency."""

    frequency: Frequency


@dataclass(frozen=True, slots=True)
class Has:
    """The task has something in a field; a priority of none is nothing."""

    field: Field


@dataclass(frozen=True, slots=True)
class Is:
    """Something holds for the task that follows from several of its properties."""

    flag: Flag


Leaf: TypeAlias = (
    Text
    | Similar
    | Contains
    | Equals
    | Tagged
    | OnDay
    | Compare
    | Refers
    | Identity
    | Recurs
    | Has
    | Is
)
Filter: TypeAlias = Everything | And | Or | Not | Leaf


def all_of(parts: Iterable[Filter]) -> Filter:
    """Combine filters so that all hold; of one it is that one, and of none it is everything."""
    flat: list[Filter] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else (part,)
    narrowing = [part for part in flat if not isinstance(part, Everything)]
    if not narrowing:
        return Everything()
    return narrowing[0] if len(narrowing) == 1 else And(tuple(narrowing))


def any_of(parts: Iterable[Filter]) -> Filter:
    """Combine filters, of which there is one at least, so that one of them holds."""
    flat: list[Filter] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negated(part: Filter) -> Filter:
    """Turn a filter around; the opposite of an opposite is the filter itself."""
    return part.part if isinstance(part, Not) else Not(part)


def leaves(tree: Filter) -> Iterator[Leaf]:
    """Give what a filter is made of, from left to right."""
    match tree:
        case Everything():
            return
        case And() | Or():
            for part in tree.parts:
                yield from leaves(part)
        case Not():
            yield from leaves(tree.part)
        case _:
            yield tree


def asks_for_trash(tree: Filter) -> bool:
    """Say whether a filter speaks of deleted tasks; a list leaves them out where it does not."""
    return any(
        isinstance(leaf, OnDay | Has) and leaf.field is Field.DELETED for leaf in leaves(tree)
    )
