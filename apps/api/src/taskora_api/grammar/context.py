"""What a line is read with: when it is typed, and what its words mean to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

NextWeekday = Literal["nextWeek", "nearest"]


@dataclass(frozen=True, slots=True)
class Context:
    """The local date and time at which a line is typed, and how the person means its words.

    `day_first` says what 5/12 is; None where nobody said. `week_start` is 0 for Monday.
    `next_weekday` says whether "next friday" is in the next week or the next one that comes.
    `dismissed` are parts of the line that the person said are no date; `chosen` has, for the
    folded words of a claim, the number of the reading that the person prefers. `only` names the
    kinds of claims that are wanted; None is all. With `past`, days that are over count as well.
    """

    today: date
    clock: time = time()
    day_first: bool | None = None
    week_start: int = 0
    next_weekday: NextWeekday = "nextWeek"
    dismissed: tuple[tuple[int, int], ...] = ()
    chosen: Mapping[str, int] | None = None
    only: frozenset[str] | None = None
    past: bool = False

    def wants(self, kind: str) -> bool:
        """Say whether claims of a kind are wanted."""
        return self.only is None or kind in self.only


def read_context(json: Mapping[str, Any]) -> Context:
    """Read a context from JSON, where `now` is as in 2026-11-28T09:30."""
    now = datetime.fromisoformat(json["now"])
    only = json.get("only")
    return Context(
        today=now.date(),
        clock=now.time().replace(second=0, microsecond=0),
        day_first=json.get("dayFirst"),
        week_start=json.get("weekStart", 0),
        next_weekday=json.get("nextWeekday", "nextWeek"),
        dismissed=tuple((start, end) for start, end in json.get("dismissed", ())),
        chosen=json.get("chosen"),
        only=None if only is None else frozenset(only),
    )
