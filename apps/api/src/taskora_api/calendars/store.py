"""The port of this room: what CalDAV and the feed need of whoever keeps the tasks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from taskora_api.calendars.todo.changes import Change
from taskora_api.calendars.todo.task import CalendarTask


class Property(StrEnum):
    """What people set of a calendar besides its name, kept as the text that a program sent."""

    COLOUR = "colour"
    DESCRIPTION = "description"
    ORDER = "order"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `id` is the part of all addresses of this person, and is of one form for ever."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A list of tasks: a project, or the tasks of a space that are in none.

    `slug` is its part of the address: what a program chose, or the id of the project. `revision`
    is another text after each change of an object in it, and names that state for `changes`.
    """

    slug: str
    name: str
    revision: str
    can_write: bool = True
    properties: Mapping[Property, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTask:
    """A task with its address in a calendar.

    `name` is the part of the address: what a program chose, or the UID with `.ics`. `version`
    goes up with each change of the task, of its text, and of the UID of its parent. `text` is what
    a program has sent last, None where none has.
    """

    id: UUID
    name: str
    version: int
    task: CalendarTask
    text: bytes | None = None

    @property
    def state(self) -> str:
        """Name all that the person sees of it: reminders are of the person, and in no version."""
        if not self.task.reminders:
            return str(self.version)
        written = repr(sorted(map(repr, self.task.reminders))).encode()
        return f"{self.version}-{hashlib.sha256(written).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed in a calendar since a revision, each object once.

    `revision` is the state that they lead to. `is_whole` is False where there was more than could
    be given; it follows after `revision`.
    """

    changed: tuple[StoredTask, ...]
    removed: tuple[str, ...]
    revision: str
    is_whole: bool = True


class CalendarStore(Protocol):
    """The calendars of people.

    Each method that takes a `slug` raises `CalendarMissingError` for a calendar that this person
    does not have, whether somebody else has it or nobody, and each that changes something raises
    `ReadOnlyError`. A change is made whole, or not at all. Trashed tasks are not there.
    """

    async def authenticate(self, user: str, password: str) -> Person | None:
        """Give the person of an app password whose scope is `caldav`, or None.

        `user` may be an address of mail, a name or an id; who tries often is slowed down here.
        """

    async def calendars(self, person: Person) -> list[Calendar]:
        """Give the calendars in the order of the person."""

    async def calendar(self, person: Person, slug: str) -> Calendar:
        """Give one calendar."""

    async def objects(self, person: Person, slug: str) -> list[StoredTask]:
        """Give the tasks of a calendar, completed ones too."""

    async def named(self, person: Person, slug: str, names: list[str]) -> list[StoredTask]:
        """Give those tasks of a calendar that are there, by their names."""

    async def put(
        self, person: Person, slug: str, name: str, change: Change, expected: str | None
    ) -> StoredTask:
        """Make a task, or change it, if it is in the state that the change was made for.

        `expected` is None where there has to be no such object yet: with it, If-Match and
        If-None-Match hold for what other requests do meanwhile. Intents are done as the assistant
        and the page do them; `change.task.parent_uid` may name a parent that comes later, and makes
        the task its subtask when it is there.

        Raises `ChangedMeanwhileError`, and `UidTakenError` where another object of the calendar has
        the UID.
        """

    async def delete(self, person: Person, slug: str, name: str, expected: str) -> None:
        """Put a task into the trash, if it is in that state.

        Raises `ChangedMeanwhileError`, also where it is not there any more.
        """

    async def changes(self, person: Person, slug: str, revision: str | None, limit: int) -> Changes:
        """Give what has changed since a revision; all there is for None.

        Raises `SyncTokenError` for one that is not of this calendar, or too old.
        """

    async def create_calendar(
        self, person: Person, slug: str, name: str, properties: Mapping[Property, str]
    ) -> None:
        """Make a calendar in the person's own space.

        Raises `CalendarExistsError`.
        """

    async def update_calendar(
        self,
        person: Person,
        slug: str,
        name: str | None,
        properties: Mapping[Property, str | None],
    ) -> None:
        """Rename a calendar, and set or remove (None) properties; what is not named stays."""

    async def delete_calendar(self, person: Person, slug: str) -> None:
        """Delete a calendar, and put its tasks into the trash.

        Raises `CalendarKeptError` for one that goes with something else than programs.
        """
