"""Calendars in memory, for tests: what a store has to do, in the shortest form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from taskora_api.calendars.errors import (
    CalendarExistsError,
    CalendarMissingError,
    ChangedMeanwhileError,
    ReadOnlyError,
    SyncTokenError,
    UidTakenError,
)
from taskora_api.calendars.feed import FeedTasks
from taskora_api.calendars.store import Calendar, Changes, Person, Property, StoredTask
from taskora_api.calendars.todo.changes import Advance, Change, Complete, Intent, Move, Skip
from taskora_api.calendars.todo.recurring import original_of
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.recurrence.completion import Advance as Done
from taskora_api.recurrence.completion import complete, skip
from taskora_api.recurrence.editing import move_one
from taskora_api.recurrence.series import Occurrence

PASSWORD = "app password"
ANN = Person("ann", "Ann")
BEN = Person("ben", "Ben")
TASKS = "tasks"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class _List:
    owner: str
    calendar: Calendar
    objects: dict[str, StoredTask] = field(default_factory=dict)
    # The number of the last change of each name that there ever was.
    numbers: dict[str, int] = field(default_factory=dict)
    number: int = 0
    forgotten: int = -1
    mark: str = field(default_factory=lambda: uuid4().hex[:8])

    def revision(self) -> str:
        return f"{self.mark}-{self.number}"

    def note(self, name: str) -> None:
        self.number += 1
        self.numbers[name] = self.number
        self.calendar = replace(self.calendar, revision=self.revision())


class MemoryStore:
    """Ann and Ben with a calendar each; the clock goes on by a second with each change."""

    def __init__(self) -> None:
        self.people = {person.id: person for person in (ANN, BEN)}
        self.lists: list[_List] = []
        self.now = START
        self.intents: list[Intent] = []
        self.changes_made: list[Change] = []
        # How often another request is to come in between.
        self.interferences = 0
        for person in self.people.values():
            self._add(person, TASKS, "Tasks", {})

    async def authenticate(self, user: str, password: str) -> Person | None:
        return self.people.get(user) if password == PASSWORD else None

    async def calendars(self, person: Person) -> list[Calendar]:
        return [each.calendar for each in self.lists if each.owner == person.id]

    async def calendar(self, person: Person, slug: str) -> Calendar:
        return self.list_of(person, slug).calendar

    async def objects(self, person: Person, slug: str) -> list[StoredTask]:
        return list(self.list_of(person, slug).objects.values())

    async def named(self, person: Person, slug: str, names: list[str]) -> list[StoredTask]:
        objects = self.list_of(person, slug).objects
        return [objects[name] for name in names if name in objects]

    async def put(
        self, person: Person, slug: str, name: str, change: Change, expected: str | None
    ) -> StoredTask:
        found = self._writable(person, slug)
        self._interfere(found, name)
        current = found.objects.get(name)
        if (None if current is None else current.state) != expected:
            raise ChangedMeanwhileError
        for each in found.objects.values():
            if each.name != name and each.task.uid == change.task.uid:
                raise UidTakenError(each.name)
        self.changes_made.append(change)
        self.intents += change.intents
        return self.store(found, name, _applied(change), change.text)

    async def delete(self, person: Person, slug: str, name: str, expected: str) -> None:
        found = self._writable(person, slug)
        current = found.objects.get(name)
        if current is None or current.state != expected:
            raise ChangedMeanwhileError
        del found.objects[name]
        found.note(name)

    async def changes(self, person: Person, slug: str, revision: str | None, limit: int) -> Changes:
        found = self.list_of(person, slug)
        since = _since(found, revision)
        later = sorted((n, name) for name, n in found.numbers.items() if n > since)
        if revision is None:
            later = [(n, name) for n, name in later if name in found.objects]
        given = later[:limit]
        is_whole = len(given) == len(later)
        names = [name for _, name in given]
        return Changes(
            changed=tuple(found.objects[name] for name in names if name in found.objects),
            removed=tuple(name for name in names if name not in found.objects),
            revision=found.revision() if is_whole else f"{found.mark}-{given[-1][0]}",
            is_whole=is_whole,
        )

    async def create_calendar(
        self, person: Person, slug: str, name: str, properties: Mapping[Property, str]
    ) -> None:
        if any(each.owner == person.id and each.calendar.slug == slug for each in self.lists):
            raise CalendarExistsError
        self._add(person, slug, name, properties)

    async def update_calendar(
        self,
        person: Person,
        slug: str,
        name: str | None,
        properties: Mapping[Property, str | None],
    ) -> None:
        found = self._writable(person, slug)
        merged = {**found.calendar.properties, **properties}
        kept = {each: text for each, text in merged.items() if text is not None}
        found.calendar = replace(found.calendar, name=name or found.calendar.name, properties=kept)

    async def delete_calendar(self, person: Person, slug: str) -> None:
        self.lists.remove(self._writable(person, slug))

    async def feed(self, secret: str) -> FeedTasks | None:
        if secret != "secret":
            return None
        found = self.list_of(ANN, TASKS)
        return FeedTasks(found.calendar.name, tuple(found.objects.values()))

    def list_of(self, person: Person, slug: str) -> _List:
        """Give a list with all that is in it."""
        for each in self.lists:
            if each.owner == person.id and each.calendar.slug == slug:
                return each
        raise CalendarMissingError

    def store(
        self, found: _List, name: str, task: CalendarTask, text: bytes | None = None
    ) -> StoredTask:
        """Put a task in its place, whoever has changed it."""
        self.now += timedelta(seconds=1)
        current = found.objects.get(name)
        made = current.task.created_at if current is not None else self.now
        stored = StoredTask(
            id=uuid4() if current is None else current.id,
            name=name,
            version=1 if current is None else current.version + 1,
            task=replace(task, created_at=made, updated_at=self.now),
            text=text if text is not None or current is None else current.text,
        )
        found.objects[name] = stored
        found.note(name)
        return stored

    def forget(self, person: Person, slug: str) -> None:
        """Forget all changes so far, as a ledger does after a time."""
        found = self.list_of(person, slug)
        found.forgotten = found.number

    def close_for_writing(self, person: Person, slug: str) -> None:
        """Make a calendar one that is only to be read."""
        found = self.list_of(person, slug)
        found.calendar = replace(found.calendar, can_write=False)

    def _add(
        self, person: Person, slug: str, name: str, properties: Mapping[Property, str]
    ) -> None:
        calendar = Calendar(slug=slug, name=name, revision="", properties=dict(properties))
        made = _List(person.id, calendar)
        made.calendar = replace(calendar, revision=made.revision())
        self.lists.append(made)

    def _writable(self, person: Person, slug: str) -> _List:
        found = self.list_of(person, slug)
        if not found.calendar.can_write:
            raise ReadOnlyError
        return found

    def _interfere(self, found: _List, name: str) -> None:
        if self.interferences and name in found.objects:
            self.interferences -= 1
            other = found.objects[name]
            self.store(found, name, replace(other.task, notes=f"{other.task.notes}+"))


def _since(found: _List, revision: str | None) -> int:
    if revision is None:
        return 0
    mark, _, number = revision.rpartition("-")
    is_known = mark == found.mark and number.isdecimal() and int(number) <= found.number
    if not is_known or int(number) < found.forgotten:
        raise SyncTokenError
    return int(number)


def _applied(change: Change) -> CalendarTask:
    task = change.task
    for intent in change.intents:
        task = _done(task, intent)
    return task


def _done(task: CalendarTask, intent: Intent) -> CalendarTask:
    series, due = task.recurrence, task.due_on
    assert series is not None
    assert due is not None
    occurrence = Occurrence(original_of(series, due), due)
    match intent:
        case Advance():
            return replace(task, due_on=intent.due)
        case Move():
            moved = move_one(series, intent.original, intent.due)
            is_open = intent.original == occurrence.original
            return replace(task, recurrence=moved, due_on=intent.due if is_open else due)
        case Skip() | Complete() if intent.original != occurrence.original:
            skipped = replace(series, skipped=series.skipped | {intent.original})
            return replace(task, recurrence=skipped)
        case Complete():
            return _advanced(task, complete(series, occurrence, intent.at.date()), intent.at)
        case Skip():
            return _advanced(task, skip(series, occurrence, occurrence.due), None)


def _advanced(task: CalendarTask, done: Done, at: datetime | None) -> CalendarTask:
    if done.next is None:
        return replace(task, completed_at=at or START)
    return replace(task, recurrence=done.series, due_on=done.next.due)
