"""The texts of a VTODO: title, notes, priority, tags, parent and UID, read and written."""

from collections.abc import Callable, Iterable
from typing import Annotated

from icalendar import vInt
from icalendar.parser import split_on_unescaped_comma
from pydantic import StringConstraints, TypeAdapter, ValidationError

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.content import Line, escaped, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.task import (
    NOTES_LENGTH_MAX,
    TAG_LENGTH_MAX,
    TAGS_MAX,
    TITLE_LENGTH_MAX,
    UID_LENGTH_MAX,
    UNTITLED,
    Priority,
)
from taskora_api.text import Line as OneLine
from taskora_api.text import SafeText, is_visible, neutralised

_TITLE = TypeAdapter[str](
    Annotated[OneLine, StringConstraints(min_length=1, max_length=TITLE_LENGTH_MAX)]
)
_NOTES = TypeAdapter[str](Annotated[SafeText, StringConstraints(max_length=NOTES_LENGTH_MAX)])
_TAG = TypeAdapter[str](
    Annotated[OneLine, StringConstraints(min_length=1, max_length=TAG_LENGTH_MAX)]
)
# What programs write the same text into once more, as HTML.
_FORMS = {"DESCRIPTION": "X-ALT-DESC"}
_LOWEST_PRIORITY = 9
_MEDIUM_PRIORITY = 5
_WRITTEN_PRIORITY = {Priority.HIGH: 1, Priority.MEDIUM: _MEDIUM_PRIORITY, Priority.LOW: 9}


def read_uid(todo: Block) -> str:
    """Give the UID.

    Raises `CalendarError` COMPONENT where there is none, or one that is too long.
    """
    line = todo.line("UID")
    uid = "" if line is None else line.unescaped.strip()
    if not 1 <= len(uid) <= UID_LENGTH_MAX:
        raise CalendarError(Code.COMPONENT, f"a UID has 1 to {UID_LENGTH_MAX} characters")
    return uid


def read_title(todo: Block) -> str:
    """Give the title on one line; a VTODO without one is untitled.

    Raises `CalendarError` VALUE for a text that is too long.
    """
    line = todo.line("SUMMARY")
    text = "" if line is None else neutralised(" ".join(line.unescaped.splitlines()))
    if not is_visible(text):
        return UNTITLED
    try:
        return _TITLE.validate_python(text)
    except ValidationError:
        raise _too_long("SUMMARY", TITLE_LENGTH_MAX) from None


def read_notes(todo: Block) -> str:
    """Give the notes.

    Raises `CalendarError` VALUE for a text that is too long.
    """
    line = todo.line("DESCRIPTION")
    try:
        return "" if line is None else _NOTES.validate_python(line.unescaped)
    except ValidationError:
        raise _too_long("DESCRIPTION", NOTES_LENGTH_MAX) from None


def read_priority(todo: Block) -> Priority:
    """Give the priority: 1 to 4 is high, 5 medium, 6 to 9 low (RFC 5545 section 3.8.1.9)."""
    line = todo.line("PRIORITY")
    number = 0 if line is None else _number(line)
    if number == 0:
        return Priority.NONE
    if number < _MEDIUM_PRIORITY:
        return Priority.HIGH
    return Priority.MEDIUM if number == _MEDIUM_PRIORITY else Priority.LOW


def read_tags(todo: Block) -> tuple[str, ...]:
    """Give the tags of all CATEGORIES, sorted; of those that are equal by casefold, the first.

    Raises `CalendarError` VALUE for too many of them, or one that is too long.
    """
    found: dict[str, str] = {}
    for line in todo.lines("CATEGORIES"):
        for part in split_on_unescaped_comma(line.value):
            text = " ".join(part.splitlines()).strip()
            if text:
                tag = _tag(text)
                found.setdefault(tag.casefold(), tag)
    if len(found) > TAGS_MAX:
        raise CalendarError(Code.VALUE, f"CATEGORIES has more than {TAGS_MAX} entries")
    return tuple(found[key] for key in sorted(found))


def is_parent(line: Line) -> bool:
    """Say whether a line names the parent; RELATED-TO without a type does (section 3.8.4.5)."""
    kind = line.parameter("RELTYPE") if line.name == "RELATED-TO" else None
    return line.name == "RELATED-TO" and (kind is None or kind.upper() == "PARENT")


def read_parent(todo: Block) -> str | None:
    """Give the UID of the first parent."""
    own = read_uid(todo)
    for line in todo.lines("RELATED-TO"):
        uid = line.unescaped.strip()
        if is_parent(line) and 1 <= len(uid) <= UID_LENGTH_MAX and uid != own:
            return uid
    return None


def with_text(todo: Block, name: str, text: str) -> Block:
    """Write a text, or leave the property out where there is none.

    Other forms of the former text go, or programs would go on showing them.
    """
    todo = todo.with_lines([], lambda line: line.name == _FORMS.get(name))
    return _with_value(todo, name, escaped(text) if text else None, without=("ALTREP",))


def with_priority(todo: Block, priority: Priority) -> Block:
    """Write a priority: 1, 5 or 9."""
    number = _WRITTEN_PRIORITY.get(priority)
    return _with_value(todo, "PRIORITY", None if number is None else str(number))


def with_tags(todo: Block, tags: Iterable[str]) -> Block:
    """Write the tags in one line, sorted."""
    return _with_value(todo, "CATEGORIES", ",".join(map(escaped, tags)) or None)


def with_parent(todo: Block, uid: str | None) -> Block:
    """Write the parent; relations of other types stay."""
    return _with_value(todo, "RELATED-TO", escaped(uid) if uid else None, is_parent)


def _with_value(
    todo: Block,
    name: str,
    value: str | None,
    is_theirs: Callable[[Line], bool] | None = None,
    without: Iterable[str] = (),
) -> Block:
    mine = is_theirs or (lambda line: line.name == name)
    old = next((line for line in todo.lines(name) if mine(line)), None)
    if value is None:
        return todo.with_lines([], mine)
    line = make_line(name, value) if old is None else old.with_value(value, {}, without=without)
    return todo.with_lines([line], mine)


def _number(line: Line) -> int:
    try:
        number = int(vInt.from_ical(line.value.strip()))
    except ValueError:
        number = -1
    if not 0 <= number <= _LOWEST_PRIORITY:
        raise CalendarError(Code.VALUE, f"{line.name} is a number from 0 to {_LOWEST_PRIORITY}")
    return number


def _tag(text: str) -> str:
    try:
        return _TAG.validate_python(text)
    except ValidationError:
        raise _too_long("an entry of CATEGORIES", TAG_LENGTH_MAX) from None


def _too_long(name: str, limit: int) -> CalendarError:
    return CalendarError(Code.VALUE, f"{name} is longer than {limit} characters, or not seen")
