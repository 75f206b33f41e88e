"""Reads the stream of the assistant as a client does."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx2

TASKS = "/api/v1/tasks"


@dataclass
class Answer:
    """What one message brought."""

    chunks: list[dict[str, Any]]
    is_ended: bool

    @property
    def text(self) -> str:
        """Return what the assistant says."""
        return "".join(chunk["delta"] for chunk in self.chunks if chunk["type"] == "text-delta")

    @property
    def tools(self) -> list[str]:
        """Return the tools that were called, in order."""
        return [c["toolName"] for c in self.chunks if c["type"] == "tool-input-available"]

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """Return what the tools gave, in order."""
        return [c["output"] for c in self.chunks if c["type"] == "tool-output-available"]

    @property
    def listed(self) -> list[str]:
        """Return the titles of the rows that are shown as a list."""
        rows = [c["data"]["tasks"] for c in self.chunks if c["type"] == "data-tasks"]
        return [task["title"] for tasks in rows for task in tasks]


def read_events(body: str) -> Answer:
    """Read server-sent events; comments say only that somebody is at work."""
    events = [event for event in body.split("\n\n") if event and not event.startswith(":")]
    lines = [event.removeprefix("data: ") for event in events]
    is_ended = bool(lines) and lines[-1] == "[DONE]"
    return Answer([json.loads(line) for line in lines if line != "[DONE]"], is_ended)


@dataclass
class Chat:
    """A person in a conversation."""

    client: httpx2.AsyncClient
    headers: dict[str, str]
    time_zone: str = "UTC"
    conversation_id: UUID = field(default_factory=uuid4)

    async def say(self, text: str, message_id: str | None = None, *, go_on: bool = False) -> Answer:
        """Say something, and read the whole answer."""
        identified: dict[str, object] = {} if message_id is None else {"messageId": message_id}
        if go_on:
            identified["goOn"] = True
        body = identified | {
            "conversationId": str(self.conversation_id),
            "text": text,
            "timeZone": self.time_zone,
        }
        response = await self.client.post("/api/v1/chat", json=body, headers=self.headers)
        assert response.status_code == 200, response.text
        return read_events(response.text)


async def titles_of(chat: Chat, status: str = "all") -> list[str]:
    """List the titles of the person's tasks."""
    query = {"status": status}
    response = await chat.client.get(TASKS, params=query, headers=chat.headers)
    return [task["title"] for task in response.json()["items"]]


async def add_tasks(chat: Chat, *titles: str, **fields: object) -> None:
    """Add tasks past the assistant."""
    for title in titles:
        body = {"title": title, **fields}
        response = await chat.client.post(TASKS, json=body, headers=chat.headers)
        assert response.status_code == 201
