"""The service as it is released, in this process, on a database of its own, and people of it.

A provider of models is used where the environment configures one, as for the service itself.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import httpx2
from fastapi import FastAPI
from pydantic import AnyHttpUrl, SecretStr

from support.chat import TASKS, Answer, Chat
from support.issuer import Issuer, running_issuer
from support.postgres import create_database
from taskora_api.ledger.entries import Actor
from taskora_api.logging import configure_logging
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

CHANGES = "/api/v1/changes"
BEGIN_OF_DAY = time(9, 30)
PAGE = 200
ATTEMPTS_MAX = 10
_FREQUENCY = re.compile(r"FREQ=(\w+)")
MODEL_SETTINGS = ("ASSISTANT_", "OPENAI_", "COHERE_", "COMPATIBLE_")


@dataclass(frozen=True, order=True)
class TaskState:
    """A task as a judge sees it."""

    title: str
    due: str = ""
    is_done: bool = False
    priority: str = "none"
    tags: tuple[str, ...] = ()
    recurs: str = ""
    """How often, as in RRULE: WEEKLY."""


@dataclass(frozen=True)
class Entry:
    """An entry of the ledger: what was done, and to how many tasks."""

    kind: str
    count: int


@dataclass
class Person:
    """Somebody with tasks and a conversation."""

    chat: Chat
    made: set[UUID] = field(default_factory=set)
    id: str = ""

    async def say(self, text: str) -> Answer:
        """Say something to the assistant."""
        return await self.chat.say(text)

    async def add(self, task: TaskState) -> None:
        """Add a task past the assistant."""
        rule = {"rule": f"FREQ={task.recurs}"} if task.recurs else None
        body = {
            "title": task.title,
            "dueOn": task.due or None,
            "priority": task.priority,
            "tags": list(task.tags),
            "recurrence": rule,
        }
        made = await self._send("POST", TASKS, body)
        if task.is_done:
            await self._send("PATCH", f"{TASKS}/{made['id']}", {"completed": True})

    async def tasks(self) -> list[TaskState]:
        """Read all tasks."""
        page = await self._send("GET", f"{TASKS}?limit={PAGE}")
        return sorted(map(_state_of, page["items"]))

    async def entries(self) -> list[Entry]:
        """Read what the assistant wrote into the ledger, in order; an undo is an entry too."""
        page = await self._send("GET", f"{CHANGES}?limit={PAGE}")
        own = [each for each in page["items"] if each["actor"] == Actor.CHAT]
        return [Entry(each["kind"], each["count"]) for each in reversed(own)]

    async def _send(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Send it again where the service asks to wait, as on a machine that does much else."""
        headers = dict(self.chat.headers)
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        for _ in range(ATTEMPTS_MAX):
            sent = await self.chat.client.request(method, path, json=body, headers=headers)
            if sent.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                break
            await asyncio.sleep(float(sent.headers["Retry-After"]))
        sent.raise_for_status()
        read: dict[str, Any] = sent.json()
        return read


@dataclass
class Service:
    """The running service; its clock stands on a day that can be chosen."""

    client: httpx2.AsyncClient
    application: FastAPI
    issuer: Issuer
    ahead: timedelta = timedelta(0)

    def person(self) -> Person:
        """Make somebody who has nothing yet."""
        member_id = f"person-{uuid4().hex}"
        headers = {"Authorization": f"Bearer {self.issuer.token(member_id)}"}
        return Person(Chat(self.client, headers), id=member_id)

    def go_to(self, day: date) -> None:
        """Let it be the morning of a day, from which time goes on."""
        self.ahead = datetime.combine(day, BEGIN_OF_DAY, UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """Tell the time."""
        return datetime.now(UTC) + self.ahead


@asynccontextmanager
async def running_service(
    server_url: str, model: Mapping[str, Any] | None = None
) -> AsyncIterator[Service]:
    """Run the service on a new database of a server, with the settings of a model.

    Without these the environment says which model answers, if any.
    """
    configure_logging("error")
    database = await create_database(server_url)
    with running_issuer() as issuer:
        settings = Settings(
            **(model_settings() if model is None else model),
            database_url=SecretStr(database),
            auth_jwks_url=AnyHttpUrl(issuer.url),
            limit_reads_per_second=0,
            limit_changes_per_second=0,
            database_timeout_seconds=30,
        )
        await migrate(settings)
        application = create_app(settings)
        async with application.router.lifespan_context(application):
            transport = httpx2.ASGITransport(application)
            async with httpx2.AsyncClient(transport=transport, base_url="http://api") as client:
                yield service_of(application, client, issuer)


def service_of(application: FastAPI, client: httpx2.AsyncClient, issuer: Issuer) -> Service:
    """Take a running application, and give its services a clock that can be set."""
    service = Service(client, application, issuer)
    services = application.state.services
    services.tasks.clock = service.now
    services.assistant._turns._clock = service.now
    return service


def model_settings() -> dict[str, Any]:
    """Give what the environment says of a provider of models."""
    return {
        name.lower(): value for name, value in os.environ.items() if name.startswith(MODEL_SETTINGS)
    }


def _state_of(task: dict[str, Any]) -> TaskState:
    recurrence = task["recurrence"]
    frequency = _FREQUENCY.search(recurrence["rule"]) if recurrence else None
    return TaskState(
        task["title"],
        task["dueOn"] or "",
        task["completedAt"] is not None,
        task["priority"],
        tuple(task["tags"]),
        frequency[1] if frequency else "",
    )
