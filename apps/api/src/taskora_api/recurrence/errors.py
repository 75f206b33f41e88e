"""What can go wrong with a recurrence: one type with a stable code and what to do."""

from enum import StrEnum


class Code(StrEnum):
    """Why a recurrence was refused; clients may branch on it, so a code never changes."""

    TEXT = "RECURRENCE_TEXT"
    PART_UNKNOWN = "RECURRENCE_PART_UNKNOWN"
    VALUE = "RECURRENCE_VALUE"
    CONFLICT = "RECURRENCE_CONFLICT"
    UNTIL_WITHOUT_CLOCK = "RECURRENCE_UNTIL_WITHOUT_CLOCK"
    TOO_MANY_STEPS = "RECURRENCE_TOO_MANY_STEPS"
    CALENDAR_END = "RECURRENCE_CALENDAR_END"
    NOT_AN_OCCURRENCE = "RECURRENCE_NOT_AN_OCCURRENCE"
    PAUSED = "RECURRENCE_PAUSED"
    NOT_PAUSED = "RECURRENCE_NOT_PAUSED"
    ZONE = "RECURRENCE_ZONE"


FIXES = {
    Code.TEXT: "write one rule such as FREQ=WEEKLY;BYDAY=MO",
    Code.PART_UNKNOWN: "leave the part out, or write the rule with a part that is supported",
    Code.VALUE: "give a value within the limits",
    Code.CONFLICT: "leave one of the two parts out",
    Code.UNTIL_WITHOUT_CLOCK: "give the time of day and zone of the series, or UNTIL as a date",
    Code.TOO_MANY_STEPS: "check that the rule names days that exist, or ask for a shorter range",
    Code.CALENDAR_END: "check that the rule names days that exist, or end it with UNTIL or COUNT",
    Code.NOT_AN_OCCURRENCE: "list the occurrences, and name one by its original date",
    Code.PAUSED: "resume it first, or choose days outside that pause",
    Code.NOT_PAUSED: "list its pauses, and resume it within one",
    Code.ZONE: "name a zone of the IANA database, such as Europe/Berlin",
}


class RecurrenceError(Exception):
    """A rule, text or request that cannot be met; nothing was changed.

    `code` is stable, `what` is a sentence without a full stop, `fix` is what to do next.
    The text of the exception is `CODE: what. Do: fix`.
    """

    def __init__(self, code: Code, what: str) -> None:
        self.code = code
        self.what = what
        self.fix = FIXES[code]
        super().__init__(f"{code}: {what}. Do: {self.fix}")
