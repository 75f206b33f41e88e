"""Why a row of a file got its verdict, and what of it was lost: codes with their sentences."""

from dataclasses import dataclass
from enum import StrEnum

from taskora_api.text import storable

DETAIL_LENGTH_MAX = 80


class Reason(StrEnum):
    """Why; clients may branch on it, so a code never changes."""

    NEW = "NEW"
    IMPORTED_BEFORE = "IMPORTED_BEFORE"

    EMPTY_ROW = "EMPTY_ROW"
    INBOX = "INBOX"
    CANCELLED = "CANCELLED"
    DELETED = "DELETED"
    NOT_A_TASK = "NOT_A_TASK"
    ONE_OCCURRENCE = "ONE_OCCURRENCE"
    RELATED_ALREADY = "RELATED_ALREADY"
    REMINDER_LEFT_OUT = "REMINDER_LEFT_OUT"
    TOO_MANY = "TOO_MANY"

    ID_MISSING = "ID_MISSING"
    ID_TWICE = "ID_TWICE"
    TITLE_MISSING = "TITLE_MISSING"
    NAME_MISSING = "NAME_MISSING"
    TEXT_MISSING = "TEXT_MISSING"
    TASK_MISSING = "TASK_MISSING"
    PROJECT_UNKNOWN = "PROJECT_UNKNOWN"
    PARENT_CYCLE = "PARENT_CYCLE"
    ROW_UNREADABLE = "ROW_UNREADABLE"
    ROW_TOO_LARGE = "ROW_TOO_LARGE"
    VALUE = "VALUE"

    PARENT_MISSING = "PARENT_MISSING"
    PARENT_TOO_DEEP = "PARENT_TOO_DEEP"
    PROJECT_MISSING = "PROJECT_MISSING"
    SECTION_MISSING = "SECTION_MISSING"
    TITLE_SHORTENED = "TITLE_SHORTENED"
    TEXT_SHORTENED = "TEXT_SHORTENED"
    CHARACTERS_LEFT_OUT = "CHARACTERS_LEFT_OUT"
    TAGS_LEFT_OUT = "TAGS_LEFT_OUT"
    DATE_NOT_READ = "DATE_NOT_READ"
    DATE_OUT_OF_RANGE = "DATE_OUT_OF_RANGE"
    TIME_WITHOUT_DATE = "TIME_WITHOUT_DATE"
    ZONE_UNKNOWN = "ZONE_UNKNOWN"
    DURATION_NOT_READ = "DURATION_NOT_READ"
    PRIORITY_NOT_READ = "PRIORITY_NOT_READ"
    RECURRENCE_NOT_READ = "RECURRENCE_NOT_READ"
    ATTACHMENT_LEFT_OUT = "ATTACHMENT_LEFT_OUT"
    ASSIGNEE_LEFT_OUT = "ASSIGNEE_LEFT_OUT"
    AUTHOR_LEFT_OUT = "AUTHOR_LEFT_OUT"
    PLACE_LEFT_OUT = "PLACE_LEFT_OUT"
    SECTION_LEFT_OUT = "SECTION_LEFT_OUT"
    BUCKET_LEFT_OUT = "BUCKET_LEFT_OUT"


SENTENCES = {
    Reason.NEW: "It is new.",
    Reason.IMPORTED_BEFORE: "It was imported before, and stays as it is here.",
    Reason.EMPTY_ROW: "The row is empty.",
    Reason.INBOX: "What is in the inbox there is in the inbox here.",
    Reason.CANCELLED: "It is cancelled in the other program.",
    Reason.DELETED: "It is deleted in the other program.",
    Reason.NOT_A_TASK: "It is no task: {detail}.",
    Reason.ONE_OCCURRENCE: "It changes one occurrence of a task that recurs.",
    Reason.RELATED_ALREADY: "The tasks are related so already.",
    Reason.REMINDER_LEFT_OUT: "The task has as many reminders as it may have.",
    Reason.TOO_MANY: "What it belongs to has as many of these as it may have.",
    Reason.ID_MISSING: "It has no id.",
    Reason.ID_TWICE: "Another row has the same id: {detail}.",
    Reason.TITLE_MISSING: "It has no title.",
    Reason.NAME_MISSING: "It has no name.",
    Reason.TEXT_MISSING: "It has no text.",
    Reason.TASK_MISSING: "The task that it belongs to is not in the file, or cannot be imported.",
    Reason.PROJECT_UNKNOWN: "The project of the section is not in the file.",
    Reason.PARENT_CYCLE: "Its parent is, over one or more steps, a subtask of it.",
    Reason.ROW_UNREADABLE: "The row cannot be read: {detail}.",
    Reason.ROW_TOO_LARGE: "The row is too large.",
    Reason.VALUE: "A value is not allowed here: {detail}.",
    Reason.PARENT_MISSING: "Its parent is not in the file, so it is no subtask any more.",
    Reason.PARENT_TOO_DEEP: "It was nested too deeply, and is now a subtask of a task further up.",
    Reason.PROJECT_MISSING: "Its project is not in the file, so it is in the inbox.",
    Reason.SECTION_MISSING: "Its section is not in the file, so it is in none.",
    Reason.TITLE_SHORTENED: "The title was too long; the whole of it is in the notes.",
    Reason.TEXT_SHORTENED: "The text was too long, and its end was left out.",
    Reason.CHARACTERS_LEFT_OUT: "Characters that cannot be stored were left out.",
    Reason.TAGS_LEFT_OUT: "Some tags were too long or too many, and were left out: {detail}.",
    Reason.DATE_NOT_READ: "A date could not be read: {detail}.",
    Reason.DATE_OUT_OF_RANGE: "A date was out of range, and was left out: {detail}.",
    Reason.TIME_WITHOUT_DATE: "A time of day without a date was left out.",
    Reason.ZONE_UNKNOWN: "The time zone is unknown, so the time counts wherever you are: {detail}.",
    Reason.DURATION_NOT_READ: "The duration could not be read, and was left out: {detail}.",
    Reason.PRIORITY_NOT_READ: "The priority could not be read, so there is none: {detail}.",
    Reason.RECURRENCE_NOT_READ: "When it recurs could not be read, so it does not: {detail}.",
    Reason.ATTACHMENT_LEFT_OUT: "An attachment was left out: {detail}.",
    Reason.ASSIGNEE_LEFT_OUT: "Who it is assigned to is no member of the space: {detail}.",
    Reason.AUTHOR_LEFT_OUT: "Somebody else wrote it, and it is yours now: {detail}.",
    Reason.PLACE_LEFT_OUT: "Its parent here cannot have it, so it is no subtask any more.",
    Reason.SECTION_LEFT_OUT: "Its project has as many sections as it may have, so it is in none.",
    Reason.BUCKET_LEFT_OUT: "It is in a bucket of another view too, which was left out: {detail}.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason and its sentence in plain English, with what it is about."""

    reason: Reason
    sentence: str


def remark(reason: Reason, detail: object = "") -> Remark:
    """Say a reason about a thing, of which at most 80 characters are shown on one line."""
    shown = " ".join(storable(str(detail)[:1000]).split())
    if len(shown) > DETAIL_LENGTH_MAX:
        shown = shown[: DETAIL_LENGTH_MAX - 1] + "\u2026"
    return Remark(reason, SENTENCES[reason].format(detail=shown))


class RowRefusedError(Exception):
    """One row cannot be imported; it says nothing about the others."""

    def __init__(self, reason: Reason, detail: object = "") -> None:
        self.remark = remark(reason, detail)
        super().__init__(self.remark.sentence)
