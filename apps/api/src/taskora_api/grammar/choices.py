"""Phrases that can be read in more than one manner, and which of them the person chose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from taskora_api.grammar.context import Context

Reading = TypeVar("Reading")
_SUNDAY = 6


def contexts(context: Context) -> Iterator[Context]:
    """Give the context, and those in which a person of other habits would mean other days."""
    yield context
    yield replace(context, day_first=not context.day_first)
    is_nearest = context.next_weekday == "nearest"
    yield replace(context, next_weekday="nextWeek" if is_nearest else "nearest")
    yield replace(context, week_start=0 if context.week_start else _SUNDAY)


def readings(context: Context, read: Callable[[Context], Reading | None]) -> list[Reading]:
    """Read in every manner; each reading once, and that of the context first."""
    found: list[Reading] = []
    for each in contexts(context):
        reading = read(each)
        if reading is None and not found:
            return found
        if reading is not None and reading not in found:
            found.append(reading)
    return found


def chosen(
    context: Context, words: str, found: Sequence[Reading]
) -> tuple[Reading, Sequence[Reading]]:
    """Take the reading that the person chose for these words, and the others."""
    number = (context.chosen or {}).get(words, 0)
    number = number if 0 <= number < len(found) else 0
    return found[number], [*found[:number], *found[number + 1 :]]
