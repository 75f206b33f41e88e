"""How the person who wrote a text means its figures, weekdays and weeks.

Every function that reads a text would have to hand this on to the few places that ask for it; it
is in the context of the task instead, as `decimal` keeps its own, and is the default elsewhere.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from taskora_api.grammar.context import Context, NextWeekday


@dataclass(frozen=True, slots=True)
class Habits:
    """The fields are those of `grammar.context.Context`."""

    day_first: bool | None = None
    week_start: int = 0
    next_weekday: NextWeekday = "nextWeek"
    chosen: Mapping[str, int] = field(default_factory=dict[str, int])


_DEFAULT = Habits()
_HABITS: ContextVar[Habits] = ContextVar("habits", default=_DEFAULT)


def habits() -> Habits:
    """Return those of the person whose text is read."""
    return _HABITS.get()


@contextmanager
def reading_as(person: Habits) -> Iterator[None]:
    """Read what is read within as a person means it."""
    token = _HABITS.set(person)
    try:
        yield
    finally:
        _HABITS.reset(token)


def context_on(
    today: date, *, is_day_first: bool | None = None, only: frozenset[str] | None = None
) -> Context:
    """Make what a line of the person is read with.

    `is_day_first` is what the language of the person says, for who never said it of themselves.
    """
    own = habits()
    return Context(
        today,
        day_first=is_day_first if own.day_first is None else own.day_first,
        week_start=own.week_start,
        next_weekday=own.next_weekday,
        chosen=own.chosen,
        only=only,
    )
