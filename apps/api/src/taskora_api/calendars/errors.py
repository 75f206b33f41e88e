"""What can go wrong with a calendar: one type with a stable code and what to do."""

from enum import StrEnum


class Code(StrEnum):
    """Why the text of a calendar object was refused; a code never changes."""

    TEXT = "CALENDAR_TEXT"
    TOO_LARGE = "CALENDAR_TOO_LARGE"
    COMPONENT = "CALENDAR_COMPONENT"
    VALUE = "CALENDAR_VALUE"
    ZONE = "CALENDAR_ZONE"
    RULE = "CALENDAR_RULE"
    OCCURRENCE = "CALENDAR_OCCURRENCE"


FIXES = {
    Code.TEXT: "send one VCALENDAR of RFC 5545 in UTF-8",
    Code.TOO_LARGE: "shorten the notes, or leave attachments out of the object",
    Code.COMPONENT: "send one VTODO with one UID; events and journals have no place here",
    Code.VALUE: "give the property a value of RFC 5545 within the limits of docs/calendars.md",
    Code.ZONE: "name a zone of the IANA database, or use UTC",
    Code.RULE: "write one RRULE of the subset in docs/recurrence.md, beside DTSTART or DUE",
    Code.OCCURRENCE: "complete, move or cancel the occurrence, or change the whole task",
}


class CalendarError(Exception):
    """The text of a calendar object that cannot be taken; nothing was changed.

    `code` is stable, `what` is a sentence without a full stop, `fix` is what to do next.
    The text of the exception is `CODE: what. Do: fix`.
    """

    def __init__(self, code: Code, what: str) -> None:
        self.code = code
        self.what = what
        self.fix = FIXES[code]
        super().__init__(f"{code}: {what}. Do: {self.fix}")


class StoreError(Exception):
    """The base of what a store refuses; nothing was changed."""


class CalendarMissingError(StoreError):
    """No such calendar for this person. Foreign and unknown ones are the same error on purpose."""


class CalendarExistsError(StoreError):
    """There is a calendar at this address already."""


class ChangedMeanwhileError(StoreError):
    """The object is not in the version that the change was made for."""


class UidTakenError(StoreError):
    """Another object of the calendar has this UID; `name` is where it is."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ReadOnlyError(StoreError):
    """The person may read this calendar, and not change it."""


class CalendarKeptError(StoreError):
    """This calendar cannot be deleted by a program."""


class SyncTokenError(StoreError):
    """The token is unknown, of another calendar, or older than what is still known."""
