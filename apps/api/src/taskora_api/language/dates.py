"""Finds the due date in a text."""

from dataclasses import dataclass
from datetime import date

from taskora_api.language.date_scan import scan_dates
from taskora_api.language.found_dates import FoundDate
from taskora_api.language.readings import Form
from taskora_api.language.tokens import Kind, Line


@dataclass(frozen=True)
class DatePhrase:
    start: int
    end: int
    value: date
    is_deadline: bool = False


def find_date(
    text: str, today: date, start: int = 0, *, is_day_first: bool | None = None
) -> DatePhrase | None:
    """Find the date after `start` that a text speaks of: the last one, outside quotation marks.

    For a text that is about dates. Whether a line has a due date is for `find_due_date` to say.
    """
    line = Line(text, start)
    found = scan_dates(line, today, is_day_first=is_day_first)
    return next((as_phrase(line, it) for it in reversed(found) if _stands(line, it)), None)


def read_date(text: str, today: date, *, is_day_first: bool | None = None) -> date | None:
    """Read a text that is a date and nothing else."""
    line = Line(text)
    found = scan_dates(line, today, is_day_first=is_day_first)
    if len(found) != 1 or not _stands(line, found[0]):
        return None
    (it,) = found
    is_all = is_only_marks(line, 0, it.first) and is_only_marks(line, it.end, len(line.tokens))
    return it.value if is_all else None


def as_phrase(line: Line, it: FoundDate) -> DatePhrase:
    """Turn places of tokens into offsets of the text."""
    if it.value is None:
        raise ValueError("Only words with a value are a date.")
    begin, end = line.tokens[it.first].start, line.tokens[it.end - 1].end
    return DatePhrase(begin, end, it.value, it.lead_in.is_deadline)


def is_only_marks(line: Line, first: int, end: int) -> bool:
    """Say whether there is no word between two places."""
    return all(line.kind(at) is Kind.MARK for at in range(first, end))


def _stands(line: Line, it: FoundDate) -> bool:
    """Say whether a form needs no more than is there."""
    if it.lead_in.is_preposition:
        return True
    is_at_start = is_only_marks(line, 0, it.first)
    is_at_end = is_only_marks(line, it.end, len(line.tokens))
    match it.form:
        case Form.AT_AN_EDGE:
            return is_at_start or is_at_end
        case Form.AT_THE_END:
            return is_at_end
        case Form.AFTER_PREPOSITION:
            return False
        case _:
            return True
