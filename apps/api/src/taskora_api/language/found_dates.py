"""A date that was found in a line, readable or not."""

from dataclasses import dataclass
from datetime import date

from taskora_api.language.lead_ins import LeadIn
from taskora_api.language.readings import Form


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Words that speak of a date, from token `first` to before token `end`.

    The value is None where they cannot be reckoned, and then they are no date.
    """

    first: int
    end: int
    value: date | None
    form: Form
    lead_in: LeadIn
