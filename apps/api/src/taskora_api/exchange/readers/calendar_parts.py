"""The to-dos of an iCalendar file, one after the other, so that a large file needs little memory.

This only finds where components begin and end; the icalendar library reads what is in them. Each is
read alone, so one that is broken does not break the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar import Calendar, Component, Todo
from icalendar.parser import Contentline, Contentlines, Parameters

from taskora_api.exchange import limits
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import check_text

_BEGIN, _END = b"BEGIN:", b"END:"
_TODO = b"VTODO"
_CALENDAR = b"VCALENDAR"
# Anything else is left out before the library reads it, which takes most of the time.
_READ = frozenset(
    (
        *(b"BEGIN", b"END", b"UID", b"SUMMARY", b"DESCRIPTION", b"CATEGORIES", b"PRIORITY"),
        *(b"STATUS", b"COMPLETED", b"CREATED", b"LAST-MODIFIED", b"DTSTART", b"DUE", b"RRULE"),
        b"DURATION",
        *(b"EXDATE", b"RDATE", b"RECURRENCE-ID", b"RELATED-TO", b"COMMENT", b"ATTACH", b"TRIGGER"),
        *(b"ESTIMATED-DURATION", b"X-WR-CALNAME", b"NAME", b"ACKNOWLEDGED"),
        *(b"X-TASKORA-PROJECT", b"X-TASKORA-PROJECT-ID", b"X-TASKORA-SECTION"),
        *(b"X-TASKORA-SECTION-ID", b"X-TASKORA-START", b"X-TASKORA-DEADLINE"),
        *(b"X-TASKORA-ASSIGNEE", b"X-TASKORA-RECURRENCE", b"X-TASKORA-ZONE"),
    )
)
# An open to-do is what it is without this line, which programs write into most of them.
_OPEN_STATUS = b"STATUS:NEEDS-ACTION"
_NAME = re.compile(rb"[A-Za-z0-9-]*")
_PLAIN = re.compile(r"([A-Za-z0-9-]+):")
# What the library raises for a component that is broken.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


class _Line(Contentline):
    """A line whose parts are found at once if it has no parameters, as nearly all are."""

    def raw_parts(self) -> tuple[str, Parameters, str]:
        plain = _PLAIN.match(self)
        if plain is None:
            return super().raw_parts()
        return plain[1], Parameters(), self[plain.end() :]


@dataclass(slots=True)
class Part:
    """A to-do: where it begins, the name of its calendar, and it, or None if it is unreadable."""

    line: int
    calendar: str
    todo: Component | None
    is_too_large: bool = False


@dataclass(slots=True)
class _Open:
    line: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    _is_read: bool = False

    def add(self, line: bytes) -> None:
        """Keep a line of a property that is read; one that begins with a blank goes on."""
        if not line.startswith((b" ", b"\t")):
            self._is_read = _name_of(line) in _READ and line.rstrip() != _OPEN_STATUS
        if self._is_read:
            self.size += len(line)
            if not self.is_too_large:
                self.lines.append(line)

    @property
    def is_too_large(self) -> bool:
        too_many = len(self.lines) > limits.COMPONENT_LINES_MAX
        return too_many or self.size > limits.COMPONENT_BYTES_MAX


def todos_of(content: bytes) -> Iterator[Part]:
    """Give the to-dos; raises `ExchangeError` ENCODING, and CONTENT for one that does not end."""
    check_text(content)
    calendar = _Calendar()
    todo: _Open | None = None
    for number, line in enumerate(_lines(content), start=1):
        mark = line.strip().upper()
        if todo is None and mark == _BEGIN + _TODO:
            todo = _Open(number)
        if todo is None:
            calendar.read(line, mark)
            continue
        todo.add(line)
        if mark == _END + _TODO:
            yield _part(todo, calendar.name())
            todo = None
    if todo is not None:
        raise ExchangeError(Code.CONTENT, f"the to-do of line {todo.line:,} does not end")


class _Calendar:
    """The lines of a calendar that are in no component, of which one has its name."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._own = _Open(0)
        self._depth = 0
        self._name: str | None = None

    def read(self, line: bytes, mark: bytes) -> None:
        if mark == _BEGIN + _CALENDAR:
            self._begin()
        elif mark.startswith(_BEGIN):
            self._depth += 1
        elif mark.startswith(_END):
            self._depth -= 1
        elif self._depth == 0 and self._name is None:
            self._own.add(line)

    def name(self) -> str:
        """Read what the calendar is called, from its lines before its first to-do."""
        if self._name is None:
            self._name = _name(self._own)
        return self._name


def _name_of(line: bytes) -> bytes:
    found = _NAME.match(line)
    return found[0].upper() if found else b""


def _lines(content: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(content):
        end = content.find(b"\n", start) + 1 or len(content)
        yield content[start:end]
        start = end


def _part(todo: _Open, calendar: str) -> Part:
    if todo.is_too_large:
        return Part(todo.line, calendar, None, is_too_large=True)
    try:
        lines = Contentlines.from_ical(b"".join(todo.lines))  # type: ignore[no-untyped-call]
        # It takes lines that are parted already, too, as its parser does.
        found: Component = Todo.from_ical(list(map(_Line, lines)))  # type: ignore[call-overload]
        return Part(todo.line, calendar, found)
    except BROKEN:
        return Part(todo.line, calendar, None)


def _name(own: _Open) -> str:
    if not own.lines or own.is_too_large:
        return ""
    framed = [b"BEGIN:VCALENDAR\r\n", *own.lines, b"END:VCALENDAR\r\n"]
    try:
        calendar = Calendar.from_ical(b"".join(framed))
        return str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or "")
    except BROKEN:
        return ""
