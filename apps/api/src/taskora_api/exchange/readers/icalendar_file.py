"""iCalendar: the to-dos of an .ics file, as Apple Reminders and CalDAV clients write them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from icalendar import Component

from taskora_api.exchange import building
from taskora_api.exchange.alarms import times_of
from taskora_api.exchange.cleaning import Numbered, derived_id
from taskora_api.exchange.documents import Kind, RelationKind
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.items import Context, Item, LeftOut, Remarks, built, skipped
from taskora_api.exchange.readers.calendar_parts import BROKEN, Part, todos_of
from taskora_api.exchange.readers.calendar_task import Place, build_task, read_timing
from taskora_api.exchange.readers.calendar_values import (
    all_of,
    first_text,
    instant_of,
    relation_type,
)
from taskora_api.exchange.reasons import Reason, remark
from taskora_api.exchange.rules import RuleChecks

# What Apple leaves in a list whose reminders it has moved to where no other program reads them.
PLACEHOLDERS = ("Where are my reminders?", "The creator of this list has upgraded these reminders")
# What is due before this year reminds nobody.
EARLIEST_YEAR = 1980
# A task has to wait for another one: RFC 9253.
DEPENDS_ON = "DEPENDS-ON"
DUPLICATE_OF = "X-DUPLICATE-OF"
PROJECT, PROJECT_ID = "X-TASKORA-PROJECT", "X-TASKORA-PROJECT-ID"
SECTION, SECTION_ID = "X-TASKORA-SECTION", "X-TASKORA-SECTION-ID"


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read all to-dos.

    Raises `ExchangeError` as `todos_of` does, and REMINDERS_UPGRADED for a list that has nothing
    but the placeholders of Apple.
    """
    calendar = _Calendar(context)
    placeholders = others = 0
    for part in todos_of(content):
        title = "" if part.todo is None else first_text(part.todo, "SUMMARY")
        if title.startswith(PLACEHOLDERS):
            placeholders += 1
            yield skipped(
                f"line {part.line}", Kind.TASK, Reason.NOT_A_TASK, title, "a note of Apple's"
            )
        else:
            others += 1
            yield from calendar.items(part, title)
    if placeholders and not others:
        raise ExchangeError(
            Code.REMINDERS_UPGRADED,
            "Apple has moved the reminders of this list, and left notes about it in their place",
        )


class _Calendar:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._checks = RuleChecks()
        self._ids = Numbered()
        self._seen: set[str] = set()

    def items(self, part: Part, title: str) -> Iterator[Item]:
        """Give all of one to-do; an error of the library is one of this row alone."""
        place, todo = f"line {part.line}", part.todo
        if todo is None:
            reason = Reason.ROW_TOO_LARGE if part.is_too_large else Reason.ROW_UNREADABLE
            why = remark(reason, "it is broken")
            yield LeftOut(place, Kind.TASK, why, title, is_error=True)
            return
        try:
            yield from list(self._of(place, todo, title, part.calendar))
        except BROKEN:
            why = remark(Reason.ROW_UNREADABLE, "a value of it is broken")
            yield LeftOut(place, Kind.TASK, why, title, is_error=True)

    def _of(self, place: str, todo: Component, title: str, calendar: str) -> Iterator[Item]:
        if "RECURRENCE-ID" in todo:
            yield skipped(place, Kind.TASK, Reason.ONE_OCCURRENCE, title)
            return
        if first_text(todo, "STATUS").upper() == "CANCELLED":
            yield skipped(place, Kind.TASK, Reason.CANCELLED, title)
            return
        source_id = first_text(todo, "UID") or self._ids.id_of(title)
        project = first_text(todo, PROJECT) or calendar
        project_id = first_text(todo, PROJECT_ID) or derived_id("calendar", project)
        section = first_text(todo, SECTION)
        section_id = first_text(todo, SECTION_ID) or derived_id(project_id, section)
        if project and self._is_new(Kind.PROJECT, project_id):
            build = partial(building.project, source_id=project_id, name=project)
            yield built(place, Kind.PROJECT, build, project)
        if project and section and self._is_new(Kind.SECTION, section_id):
            part = partial(
                building.section, source_id=section_id, project_id=project_id, name=section
            )
            yield built(place, Kind.SECTION, part, section)
        task = partial(
            build_task,
            todo,
            Place(
                source_id,
                project_id if project else None,
                section_id if project and section else None,
            ),
            self._context,
            self._checks,
        )
        yield built(place, Kind.TASK, task, title)
        yield from _comments(place, todo, source_id)
        yield from _relations(place, todo, source_id)
        yield from _reminders(place, todo, source_id)

    def _is_new(self, kind: Kind, source_id: str) -> bool:
        key = f"{kind} {source_id}"
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new


def _comments(place: str, todo: Component, task_id: str) -> Iterator[Item]:
    for number, text in enumerate(all_of(todo, "COMMENT"), start=1):
        build = partial(
            building.comment,
            source_id=derived_id("comment", task_id, number),
            task_id=task_id,
            text=str(text),
        )
        yield built(place, Kind.COMMENT, build)


def _relations(place: str, todo: Component, task_id: str) -> Iterator[Item]:
    kinds = {DEPENDS_ON: RelationKind.BLOCKS, DUPLICATE_OF: RelationKind.DUPLICATES}
    for related in all_of(todo, "RELATED-TO"):
        kind = kinds.get(relation_type(related))
        if kind is None:
            continue
        ids = (task_id, str(related))
        first, second = ids if kind is RelationKind.DUPLICATES else ids[::-1]
        build = partial(
            building.relation,
            source_id=derived_id("relation", kind, first, second),
            kind=kind,
            from_id=first,
            to_id=second,
        )
        yield built(place, Kind.RELATION, build)


def _reminders(place: str, todo: Component, task_id: str) -> Iterator[Item]:
    alarms = [each for each in todo.subcomponents if each.name == "VALARM"]
    for number, alarm in enumerate(alarms, start=1):
        trigger = next(iter(all_of(alarm, "TRIGGER")), None)
        value = getattr(trigger, "dt", None)
        if isinstance(value, datetime) and value.year < EARLIEST_YEAR:
            # Apple's mark for a to-do that shall have no alarm.
            continue
        times = _times(todo, trigger, value) if isinstance(value, timedelta) else {"at": value}
        build = partial(
            building.reminder,
            source_id=first_text(alarm, "UID") or derived_id("reminder", task_id, number),
            task_id=task_id,
            acknowledged_at=instant_of(alarm, "ACKNOWLEDGED"),
            **times,
        )
        yield built(place, Kind.REMINDER, build, first_text(todo, "SUMMARY"))


def _times(todo: Component, trigger: object, offset: timedelta) -> dict[str, Any]:
    """Give when an alarm comes; nothing for one that counts from another time, or is too late."""
    is_of_end = str(getattr(trigger, "params", {}).get("RELATED", "START")).upper() == "END"
    timing = read_timing(Remarks(), todo)
    if not (is_of_end or timing.start is None):
        return {}
    is_of_day = timing.due is not None and timing.due.at is None
    return times_of(offset, is_of_day=is_of_day) or {}
