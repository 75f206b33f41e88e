"""Reminders with a clock that is set: the use cases, and dispatchers that are stepped by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from pydantic import SecretStr
from sqlalchemy import text

from support.receivers import Mailbox, Receiver
from taskora_api.database.engine import Database
from taskora_api.delivery.channels import ChannelService
from taskora_api.delivery.dispatcher import Dispatcher
from taskora_api.delivery.messages import ChannelKind
from taskora_api.delivery.schemas import Channel, NewChannel, PushKeys
from taskora_api.delivery.senders import Senders, make_senders
from taskora_api.delivery.webhook import make_secret
from taskora_api.entity_stores import STORES
from taskora_api.ledger.entries import Actor
from taskora_api.metrics.registry import Metrics
from taskora_api.reminders.preferences import PreferenceService
from taskora_api.reminders.schedule import Schedule
from taskora_api.reminders.schemas import Reminder, ReminderBody, ReminderSettingsBody
from taskora_api.reminders.service import ReminderService
from taskora_api.settings import Settings
from taskora_api.tasks.schemas import NewTask, Task, TaskChanges
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.trash import TrashService

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
PUSH_KEY = "A" * 42 + "E"
_EMPTIED = ("reminder_times", "reminder_settings", "deliveries", "channels")


def delivering(settings: Settings, receiver: Receiver, mailbox: Mailbox) -> Settings:
    """The configuration in which every kind of channel is available, on this machine."""
    assert receiver.url
    return settings.model_copy(
        update={
            "push_contact": "mailto:admin@example.org",
            "push_private_key": SecretStr(PUSH_KEY),
            "smtp_url": SecretStr(f"smtp://127.0.0.1:{mailbox.port}"),
            "smtp_from": "Taskora <tasks@example.org>",
            "delivery_ntfy": True,
            "delivery_webhooks": True,
            "delivery_allowed": "127.0.0.0/8",
        }
    )


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)


@dataclass
class Reminding:
    """One person, what they can do, and what brings it to them."""

    database: Database
    settings: Settings
    person: str
    receiver: Receiver
    mailbox: Mailbox
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.senders: Senders = make_senders(self.settings)
        self.tasks = TaskService(self.database, self.clock, STORES)
        self.trash = TrashService(self.database, STORES, self.clock)
        self.reminders = ReminderService(self.database, STORES, _nothing, self.clock)
        self.preferences = PreferenceService(self.database, _nothing, self.clock)
        self.channels = ChannelService(self.database, self.senders, _nothing, self.clock)

    async def empty(self) -> None:
        """Leave nothing that another test's clock may make due."""
        for table in _EMPTIED:
            statement = text(f"DELETE FROM app.{table}")  # noqa: S608 - of this file.
            await self.database.write(lambda c, s=statement: c.execute(s))  # type: ignore[misc]

    def dispatcher(self, senders: Senders | None = None) -> Dispatcher:
        """Another process's."""
        return Dispatcher(
            self.database,
            [Schedule(self.database)],
            senders or self.senders,
            Metrics("test"),
            clock=self.clock,
            jitter=lambda: 1.0,
        )

    async def step(self) -> datetime | None:
        """Do all that is due now."""
        return await self.dispatcher().step()

    async def webhook(self, path: str = "/hook") -> tuple[Channel, str]:
        """Add a webhook, and return it with its secret."""
        secret = make_secret()
        made = await self.add_channel(ChannelKind.WEBHOOK, self.receiver.url + path, secret=secret)
        return made, secret

    async def add_channel(
        self,
        kind: ChannelKind,
        address: str,
        keys: dict[str, str] | None = None,
        secret: str = "",
        person: str = "",
    ) -> Channel:
        """Add any channel."""
        new = NewChannel(
            kind=kind,
            name="mine",
            address=address,
            keys=None if keys is None else PushKeys(**keys),
        )
        return await self.channels.add(person or self.person, new, secret or make_secret())

    async def task(self, title: str = "call", **fields: Any) -> Task:  # noqa: ANN401
        """Add a task."""
        new = NewTask.model_validate({"title": title, **fields})
        return (await self.tasks.add_tasks(self.person, [new], Actor.WEB)).tasks[0]

    async def change(self, task: Task, **fields: Any) -> UUID:  # noqa: ANN401
        """Change a task, and return the change."""
        changes = {task.id: TaskChanges.model_validate(fields)}
        made = await self.tasks.update_tasks(self.person, changes, Actor.WEB)
        assert made.change_id is not None
        return made.change_id

    async def undo(self, change_id: UUID) -> None:
        """Undo a change."""
        await self.tasks.undo(self.person, change_id, Actor.WEB)

    async def remind(self, task: Task, **body: Any) -> Reminder:  # noqa: ANN401
        """Set a reminder."""
        wanted = ReminderBody.model_validate(body)
        return (await self.reminders.add(self.person, task.id, wanted, Actor.WEB))[0]

    async def live_in(self, zone: str, all_day: time = time(9)) -> None:
        """Say where the person lives."""
        body = ReminderSettingsBody.model_validate(
            {"timeZone": zone, "allDayTime": all_day.isoformat("minutes")}
        )
        await self.preferences.replace(self.person, body)

    async def fire_at(self, reminder: Reminder) -> datetime | None:
        """When a reminder is due, once it was worked out."""
        await self.dispatcher().step()
        statement = text("SELECT fire_at FROM app.reminder_times WHERE reminder_id = :id")
        found: datetime | None = await self.database.read(
            lambda c: c.scalar(statement, {"id": reminder.id})
        )
        return found

    async def deliveries(self, channel: Channel) -> list[tuple[str, int, str | None]]:
        """The state, the attempts and the reason of each, the oldest first."""
        listed = await self.channels.list_deliveries(self.person, channel.id)
        return [(each.state, each.attempts, each.reason) for each in reversed(listed.items)]


def _nothing() -> None:
    """Nobody has to be woken where each step is made by hand."""


def somebody() -> str:
    """Somebody whom nobody else knows."""
    return f"person-{uuid4().hex}"
