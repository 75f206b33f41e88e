"""A filter applied to the text of a task, as a program would read it."""

import string

from taskora_api.calendars.dav.filters import (
    ComponentFilter,
    ParameterFilter,
    PropertyFilter,
    Span,
    TextMatch,
)
from taskora_api.calendars.dav.spans import is_alarm_in_span, is_in_span, is_line_in_span
from taskora_api.calendars.errors import CalendarError
from taskora_api.calendars.todo.content import Line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.reading import read_task

_ASCII_FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def matches(wanted: ComponentFilter, calendar: Block) -> bool:
    """Say whether a whole VCALENDAR is what a filter wants."""
    return wanted.name == calendar.name and not wanted.is_absent and _has(wanted, calendar, [])


def _has(wanted: ComponentFilter, block: Block, outer: list[Block]) -> bool:
    if wanted.span is not None and not _is_in(wanted.span, block, outer):
        return False
    if not all(_property_matches(each, block, [*outer, block][0]) for each in wanted.properties):
        return False
    return all(_component_matches(each, block, [*outer, block]) for each in wanted.components)


def _component_matches(wanted: ComponentFilter, block: Block, outer: list[Block]) -> bool:
    inside = block.blocks(wanted.name)
    if wanted.is_absent:
        return not inside
    return any(_has(wanted, each, outer) for each in inside)


def _is_in(span: Span, block: Block, outer: list[Block]) -> bool:
    if not outer:
        return True
    try:
        if block.name == "VTODO":
            return is_in_span(block, outer[0], read_task(block, outer[0]), span)
        return block.name == "VALARM" and is_alarm_in_span(block, outer[-1], outer[0], span)
    except CalendarError:
        return False


def _property_matches(wanted: PropertyFilter, block: Block, calendar: Block) -> bool:
    lines = block.lines(wanted.name)
    if wanted.is_absent:
        return not lines
    return any(_line_matches(wanted, line, calendar) for line in lines)


def _line_matches(wanted: PropertyFilter, line: Line, calendar: Block) -> bool:
    if wanted.span is not None and not _is_line_in(wanted.span, line, calendar):
        return False
    if wanted.match is not None and not _text_matches(wanted.match, line.unescaped):
        return False
    return all(_parameter_matches(each, line) for each in wanted.parameters)


def _is_line_in(span: Span, line: Line, calendar: Block) -> bool:
    try:
        return is_line_in_span(line, calendar, span)
    except CalendarError:
        return False


def _parameter_matches(wanted: ParameterFilter, line: Line) -> bool:
    value = line.parameter(wanted.name)
    if wanted.is_absent or value is None:
        return wanted.is_absent and value is None
    return wanted.match is None or _text_matches(wanted.match, value)


def _text_matches(wanted: TextMatch, value: str) -> bool:
    is_part = _folded(wanted.text, wanted.collation) in _folded(value, wanted.collation)
    return is_part is not wanted.is_negated


def _folded(text: str, collation: str) -> str:
    if collation == "i;octet":
        return text
    return text.casefold() if collation == "i;unicode-casemap" else text.translate(_ASCII_FOLD)
