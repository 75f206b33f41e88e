"""Two processes' worth of the application on one database, and ways to hold and to kill a turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from support.chat import Chat
from taskora_api.assistant.runner import Assistant
from taskora_api.http.dependencies import Services
from taskora_api.main import create_app
from taskora_api.settings import Settings
from taskora_api.tasks.service import TaskService


@dataclass
class Replica:
    """One application and a client of it."""

    application: FastAPI
    client: httpx2.AsyncClient

    @property
    def services(self) -> Services:
        """Return what its routes share."""
        services: Services = self.application.state.services
        return services

    @property
    def assistant(self) -> Assistant:
        """Return its assistant."""
        return self.services.assistant

    def chat(self, headers: dict[str, str], conversation_id: UUID) -> Chat:
        """Return a conversation that is talked in through this replica."""
        return Chat(self.client, headers, conversation_id=conversation_id)

    async def kill(self) -> None:
        """Let every turn of this replica vanish as with its process: nothing is said or kept."""
        jobs = list(self.assistant._jobs)
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)


@asynccontextmanager
async def running_replica(settings: Settings) -> AsyncIterator[Replica]:
    """Run an application on a database that is migrated already."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        transport = httpx2.ASGITransport(application)
        async with httpx2.AsyncClient(transport=transport, base_url="http://api") as client:
            yield Replica(application, client)


class Gate:
    """Lets a use case be called some times, and then holds the next caller before it begins."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, name: str, free: int, of: type = TaskService
    ) -> None:
        """Take the name of a method of the use cases, and how often it may be called."""
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()
        self.calls = 0
        original = getattr(of, name)

        async def gated(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - any use case.
            self.calls += 1
            if self.calls == free + 1:
                self.reached.set()
                await self.opened.wait()
            return await original(*arguments, **options)

        monkeypatch.setattr(of, name, gated)
