"""What can go wrong with a filter or a sort order: one type, with a stable code and a place."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a text was refused; clients may branch on it, so a code never changes."""

    TOO_LONG = "FILTER_TOO_LONG"
    TOO_MANY_TERMS = "FILTER_TOO_MANY_TERMS"
    TOO_DEEP = "FILTER_TOO_DEEP"
    CHARACTER = "FILTER_CHARACTER"
    QUOTE_OPEN = "FILTER_QUOTE_OPEN"
    PARENTHESIS_OPEN = "FILTER_PARENTHESIS_OPEN"
    INCOMPLETE = "FILTER_INCOMPLETE"
    UNEXPECTED = "FILTER_UNEXPECTED"
    FIELD_UNKNOWN = "FILTER_FIELD_UNKNOWN"
    COMPARISON = "FILTER_COMPARISON"
    VALUE = "FILTER_VALUE"
    NAME_UNKNOWN = "FILTER_NAME_UNKNOWN"
    SORT = "SORT_TEXT"
    SORT_KEY_UNKNOWN = "SORT_KEY_UNKNOWN"
    SORT_KEY_TWICE = "SORT_KEY_TWICE"
    SORT_TOO_LONG = "SORT_TOO_LONG"


FIXES = {
    Code.TOO_LONG: "ask for less, or save two views",
    Code.TOO_MANY_TERMS: "ask for less, or save two views",
    Code.TOO_DEEP: "leave parentheses out that change nothing",
    Code.CHARACTER: "leave the character out",
    Code.QUOTE_OPEN: "close the quotation mark",
    Code.PARENTHESIS_OPEN: "close the parenthesis",
    Code.INCOMPLETE: "go on with what is expected, or leave the last sign out",
    Code.UNEXPECTED: "put text that has signs in quotation marks",
    Code.FIELD_UNKNOWN: "name a field of docs/filters.md, or put the text in quotation marks",
    Code.COMPARISON: "use a comparison that the field has",
    Code.VALUE: "give a value that the field can have",
    Code.NAME_UNKNOWN: "check the name, or choose one of the list",
    Code.SORT: "write keys with commas between, such as due,-priority,title",
    Code.SORT_KEY_UNKNOWN: "name a key of docs/filters.md",
    Code.SORT_KEY_TWICE: "leave one of the two out",
    Code.SORT_TOO_LONG: "sort by fewer keys",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a text: from `start` up to but without `end`, in characters."""

    start: int
    end: int


NOWHERE = Place(0, 0)


class FilterError(Exception):
    """A text that is no filter or sort order, or a name that stands for nothing.

    `code` is stable, `what` is a sentence without a full stop, `place` is what to underline,
    `expected` is what could stand there instead, and `fix` is what to do next.
    The text of the exception is `CODE: what. Do: fix`.
    """

    def __init__(self, code: Code, what: str, place: Place, expected: tuple[str, ...] = ()) -> None:
        self.code = code
        self.what = what
        self.place = place
        self.expected = expected
        self.fix = FIXES[code]
        super().__init__(f"{code}: {what}. Do: {self.fix}")
