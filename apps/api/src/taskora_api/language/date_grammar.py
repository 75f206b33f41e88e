"""Reads the longest date at a place of a line, whatever its kind."""

from dataclasses import dataclass
from datetime import date, timedelta

from taskora_api.language.day_names import read_named_day, read_weekday
from taskora_api.language.month_days import read_day_of_month, read_month_day
from taskora_api.language.numeric_dates import read_numeric
from taskora_api.language.offsets import read_offset
from taskora_api.language.period_days import read_period
from taskora_api.language.readings import Form, Reading, longest
from taskora_api.language.tokens import Line
from taskora_api.language.words import UNITS, WEEKDAY_BY_WORD

YEAR_MAX = 2999

_DAY_PARTS = {"morning", "afternoon", "evening", "night"}


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The grammar for one day and one order of figures; see `read_numeric`."""

    today: date
    is_day_first: bool | None = None

    def read(self, line: Line, at: int) -> Reading | None:
        """Read the longest date at a place, without the words that only lead to it."""
        try:
            read = self._longest(line, at)
        except (OverflowError, ValueError):
            # "in 9999 years" is no date that anybody can keep.
            return Reading(at + 1, None, Form.CLEAR)
        if read is None or read.value is None or read.value.year <= YEAR_MAX:
            return read
        return Reading(read.end, None, read.form)

    def _longest(self, line: Line, at: int) -> Reading | None:
        return longest(
            self._day(line, at, self.today),
            read_period(line, at, self.today),
            read_offset(line, at, self.today, self._day),
        )

    def _day(self, line: Line, at: int, today: date) -> Reading | None:
        """Read a day by itself, with the part of the day."""
        named = read_named_day(line, at, today)
        read = longest(
            _a_week_on(line, named),
            read_weekday(line, at, today, is_day_first=self.is_day_first),
            read_month_day(line, at, today),
            read_numeric(line, at, today, is_day_first=self.is_day_first),
            read_day_of_month(line, at, today),
        )
        return _with_day_part(line, _with_weekday(line, read)) if read is not None else None


def _a_week_on(line: Line, named: Reading | None) -> Reading | None:
    """Read the second word of "tomorrow week"."""
    if named is None or line.word(named.end) != "week":
        return named
    value = None if named.value is None else named.value + timedelta(weeks=1)
    return Reading(named.end + 1, value, named.form)


def _with_weekday(line: Line, read: Reading) -> Reading:
    """Read a weekday after a date: "30 Nov (Mon)". One that is not right makes it no date."""
    is_bracketed = line.word(read.end) == "("
    at = read.end + 1 if line.word(read.end) in {",", "("} else read.end
    weekday = WEEKDAY_BY_WORD.get(line.word(at))
    if weekday is None or read.value is None or line.word(at + 1) in UNITS:
        return read
    if is_bracketed and line.word(at + 1) != ")":
        return read
    is_right = read.value.weekday() == weekday
    return Reading(at + 2 if is_bracketed else at + 1, read.value if is_right else None, read.form)


def _with_day_part(line: Line, read: Reading) -> Reading:
    """Read "morning" after a day; a due date has no time yet, so the words are part of the day."""
    for words in (("in", "the"), ("at",), ("first", "thing"), ("last", "thing"), ()):
        end = read.end + len(words)
        if not line.has(read.end, *words):
            continue
        if words[-1:] == ("thing",):
            return Reading(end, read.value, read.form)
        is_night = line.word(end) == "night"
        if line.word(end) in _DAY_PARTS and (words != ("at",) or is_night):
            return Reading(end + 1, read.value, read.form)
    return read
