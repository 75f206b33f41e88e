"""A rule with its start and with what a person has changed of single occurrences."""

from dataclasses import dataclass
from datetime import date

from taskora_api.recurrence.rule import Rule, check_date


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time of a series: the date that its rule gave, which names it for ever, and its due date.

    The two differ where the occurrence was moved.
    """

    original: date
    due: date


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Days on which nothing is due: from `start` to the day before `resumed`, or without end."""

    start: date
    resumed: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether nothing is due on a day because of this pause."""
        return self.start <= day and (self.resumed is None or day < self.resumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One recurring thing: everything that decides on which dates it is due.

    `start` is what the rule counts from: interval, COUNT and the wanted day come from it. `first`
    is the earliest date that the rule may give, `start` if None; it is later for what comes after
    a split. `skipped` and `moved` name occurrences by their original dates. COUNT counts what the
    rule gives, as in RFC 5545, so an occurrence that is skipped, moved or paused is counted.

    Raises `RecurrenceError` VALUE for a start that no task can be due on.
    """

    rule: Rule
    start: date
    first: date | None = None
    skipped: frozenset[date] = frozenset()
    moved: frozenset[Occurrence] = frozenset()
    pauses: frozenset[Pause] = frozenset()

    def __post_init__(self) -> None:
        check_date("the start", self.start)

    @property
    def earliest(self) -> date:
        """The earliest date that the rule may give."""
        return self.start if self.first is None else max(self.start, self.first)

    @property
    def paused_since(self) -> date | None:
        """The first day of a pause that has no end yet."""
        return next((pause.start for pause in self.pauses if pause.resumed is None), None)

    def is_paused(self, day: date) -> bool:
        """Say whether nothing is due on a day because of a pause."""
        return any(pause.covers(day) for pause in self.pauses)
