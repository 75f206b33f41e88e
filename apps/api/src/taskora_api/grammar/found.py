"""A date that was found in a line, readable or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Words that speak of a date, from token `first` to before token `end`.

    The value is None where they cannot be reckoned, and then they are no date. `day_at` is where
    the words that lead to it end. `form` says how much a text must insist before the words count:
    `full` and `clear` are dates and nothing else, `name` is a word that names other things too,
    `edge` counts at either end of a line, `end` at its end, `after` where a preposition says so,
    and `feast` in a text about dates, or after a preposition.
    """

    first: int
    day_at: int
    end: int
    value: date | None
    form: str
    lead: Mapping[str, Any]
    node: Mapping[str, Any]

    @property
    def leads(self) -> frozenset[str]:
        """The prepositions that lead to it."""
        return frozenset(self.lead[name] for name in ("on", "also") if name in self.lead)

    @property
    def is_due(self) -> bool:
        """Whether words say that something is due then."""
        return "due" in self.lead

    @property
    def is_led(self) -> bool:
        """Whether the words say that a date follows."""
        return self.is_due or bool(self.leads)
