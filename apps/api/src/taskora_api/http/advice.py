"""What is wrong with a value and how to fix it, for people who did not read the API."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Advice = tuple[str, str]

_NO_TEXT = ("The text holds a character that cannot be stored.", "Remove it.")
_EMPTY = ("The text is empty.", "Send at least one visible character.")
_NO_ITEM = ("There is nothing in it.", "Send one at least.")
_NO_DATE = ("This is not a date of the calendar.", "Send a date such as 2026-12-24.")
_NO_TIME = ("This is not a time.", "Send a time such as 2026-12-24T12:00:00Z.")
_NO_ID = ("This must be a UUID.", "Send an id that the API gave you.")
_NO_NUMBER = ("This must be a whole number.", "Send digits only.")
_NO_BOOLEAN = ("This must be true or false.", "Send true or false.")
_NO_OBJECT = ("The body must be a JSON object.", "Send one in braces.")
_OTHER = ("This value is not valid here.", "Send another one.")

_BY_KIND: dict[str, Advice] = {
    "missing": ("This field is missing.", "Send it."),
    "extra_forbidden": ("A field is not known here.", "Send only the fields that are documented."),
    "json_invalid": ("The body is not JSON.", "Send a JSON object."),
    "unstorable_text": _NO_TEXT,
    "string_unicode": _NO_TEXT,
    "line_break": ("The text must be one line.", "Remove the line breaks."),
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "invisible_text": _EMPTY,
    "string_type": ("This must be text.", "Send a string."),
    "uuid_parsing": _NO_ID,
    "uuid_type": _NO_ID,
    "int_parsing": _NO_NUMBER,
    "int_parsing_size": _NO_NUMBER,
    "int_from_float": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "bool_type": _NO_BOOLEAN,
    "bool_parsing": _NO_BOOLEAN,
    "model_attributes_type": _NO_OBJECT,
    "model_type": _NO_OBJECT,
    "dict_type": _NO_OBJECT,
    "timezone_aware": ("The time has no time zone.", "End it with Z or an offset such as +01:00."),
    "time_zone": ("The time zone is not known.", "Send an IANA name such as Europe/Berlin."),
    "time_type": ("This is not a time of day.", "Send hours and minutes, such as 17:30."),
    "time_without_date": ("A time needs a date.", "Send dueOn too, or no dueTime."),
    "zone_without_time": ("A zone needs a time.", "Send dueTime too, or no dueZone."),
    "section_without_project": ("A section is one of a project.", "Send projectId too."),
    "parent_is_itself": ("The task would be below itself.", "Choose another parent."),
    "too_deep": ("The task would lie too deep.", "Choose a parent further up."),
    "reference_missing": ("This is not there, or not in the same space.", "Choose another one."),
    "already_there": ("It is there already.", "Choose another one."),
    "relation_to_itself": ("A task has no relation to itself.", "Choose another task."),
    "relation_reversed": ("The tasks are related the other way round.", "End that one first."),
    "recurrence_without_date": ("What recurs needs a date to count from.", "Send dueOn too."),
    "recurrence_missing": ("The task does not recur.", "Choose one that does."),
    "recurrence_never": ("The rule never gives a date.", "Send another rule."),
    "recurrence_date": ("No occurrence can be due on this date.", "Choose another date."),
    "recurrence_rule": (
        "This is no recurrence rule that is supported.",
        "Send one such as FREQ=WEEKLY;BYDAY=MO; docs/recurrence.md has all parts.",
    ),
    "reminder_without_time": ("A reminder needs a time.", "Send remindAt or minutesBefore."),
    "reminder_two_times": ("A reminder has one time.", "Send remindAt, or minutesBefore alone."),
    "channel_unavailable": (
        "This kind of channel is not available here.",
        "Choose one that the list of channels names as available.",
    ),
    "channel_address": (
        "This is no address of this kind.",
        "Send one of mail, or one with http or https; that of ntfy ends with its topic.",
    ),
    "channel_keys": (
        "These are not the keys of a subscription, or this kind has none.",
        "Send those that the browser gives with the endpoint, for push alone.",
    ),
    "channel_known": ("There is a channel with this address.", "Remove that one first."),
    "code_wrong": (
        "The code is another one, or is not valid any more.",
        "Send the one that came by mail, or remove the channel and add it again.",
    ),
    "cursor": ("The cursor is not from this list.", "Start again without a cursor."),
    "selection_changed": ("The tasks are other ones by now.", "Plan the change again."),
    "selection_too_large": ("Too many tasks are found.", "Narrow the filter."),
    "filter_and_ids": ("The tasks are named in two ways.", "Send either filter or taskIds."),
    "nothing_to_change": ("Nothing is to be changed.", "Send changes, tags, or delete."),
    "delete_alone": ("What is deleted is not changed.", "Send either delete or changes."),
    "tags_twice": ("The tags are given twice.", "Send changes.tags, or tags to add and remove."),
    "one_task_alone": ("This is a field of one task.", "Change it by updateTask."),
    "too_many_tags": ("A task would have too many tags.", "Remove others first."),
    "key_reused": ("This key came before with another request.", "Make a new key."),
}
_BY_PATTERN: dict[str, Advice] = {
    "If-Match": ("This is not a version.", 'Send it in quotes, such as "3".'),
    "Idempotency-Key": ("This is not a key.", "Send 1 to 200 visible ASCII characters."),
    "cursor": _BY_KIND["cursor"],
    "after": _BY_KIND["cursor"],
    "Last-Event-ID": _BY_KIND["cursor"],
    "timeZone": _BY_KIND["time_zone"],
    "code": ("This is not a code.", "Send the eight digits that came by mail."),
}
_UNUSABLE = (
    "The text holds a character that cannot be used here.",
    "Send only letters, digits, - and _.",
)


def advise(path: str, kind: str, limits: Mapping[str, Any]) -> Advice:
    """Name what is wrong and the limit that it is beyond, if any; never what was sent."""
    if limits.get("field_type") == "List":
        return _NO_ITEM if kind == "too_short" else _too_many(limits["max_length"])
    known = _BY_KIND.get(kind)
    if kind in {"string_pattern_mismatch", "string_too_short"}:
        known = _BY_PATTERN.get(path, known or _UNUSABLE)
    return known or _by_limit(path, kind, limits) or _OTHER


def _by_limit(path: str, kind: str, limits: Mapping[str, Any]) -> Advice | None:
    match kind:
        case "too_long" | "string_too_long":
            too_long = f"The text is longer than {limits['max_length']} characters."
            return _BY_PATTERN.get(path, (too_long, "Shorten it."))
        case "greater_than_equal" | "less_than_equal" | "less_than":
            return _out_of_range(next(iter(limits.values()), None), kind)
        case "enum" | "literal_error":
            return ("This is none of the values that it can have.", f"Send {limits['expected']}.")
    if kind.startswith("datetime"):
        return _NO_TIME
    return _NO_DATE if kind.startswith("date") else None


def _too_many(limit: int) -> Advice:
    return (f"There are more than {limit}.", "Send fewer.")


def _out_of_range(limit: object, kind: str) -> Advice:
    if isinstance(limit, int | float):
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return (f"This must be {bound} {limit}.", "Send another number.")
    years = _DUE_YEARS if _is_date(limit) else _NOW_YEARS
    return (f"The year must lie between {years[0]} and {years[1]}.", "Choose another date.")


_DUE_YEARS = (1900, 2999)
_NOW_YEARS = (1970, 2899)


def _is_date(limit: object) -> bool:
    """A limit of dates comes as a date, or as its text, which is shorter than that of a time."""
    return len(limit.isoformat() if isinstance(limit, date) else str(limit)) == len("1900-01-01")
