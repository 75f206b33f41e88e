"""Answers in the making: held before a step, cut off by a death, and looked at from outside."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from support.chat import Answer, Chat
from support.replicas import Gate, Replica
from taskora_api.assistant.recorder import MessageRecorder
from taskora_api.tasks.service import TaskService


@asynccontextmanager
async def held(
    monkeypatch: pytest.MonkeyPatch,
    chat: Chat,
    text: str,
    *,
    free: int,
    step: str = "add_tasks",
    of: type = TaskService,
    go_on: bool = False,
) -> AsyncIterator[asyncio.Task[Answer]]:
    """Say something, and hold its answer after some steps until the block has ended."""
    gate = Gate(monkeypatch, step, free, of)
    said = asyncio.create_task(chat.say(text, "m1", go_on=go_on))
    await gate.reached.wait()
    yield said
    gate.opened.set()


async def say_and_die(
    monkeypatch: pytest.MonkeyPatch,
    replica: Replica,
    chat: Chat,
    text: str,
    *,
    free: int,
    step: str = "add_tasks",
) -> asyncio.Task[Answer]:
    """Say something, and let the replica vanish after some steps of its answer."""
    async with held(monkeypatch, chat, text, free=free, step=step) as cut:
        await replica.kill()
    return cut


async def messages_of(chat: Chat) -> list[dict[str, Any]]:
    """Read what is kept of the conversation."""
    path = f"/api/v1/conversations/{chat.conversation_id}"
    messages: list[dict[str, Any]] = (await chat.client.get(path, headers=chat.headers)).json()[
        "messages"
    ]
    return messages


async def stop(chat: Chat) -> httpx2.Response:
    """Stop the answer that is being made."""
    path = f"/api/v1/conversations/{chat.conversation_id}/stop"
    return await chat.client.post(path, headers=chat.headers)


async def resume(chat: Chat) -> httpx2.Response:
    """Read the answer that is being made, to its end."""
    path = f"/api/v1/chat/{chat.conversation_id}/stream"
    return await chat.client.get(path, headers=chat.headers)


def parts_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the parts that a client makes of a stream."""
    recorder = MessageRecorder()
    for chunk in answer.chunks:
        recorder.add(chunk)
    return recorder.parts


_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|call_[0-9a-f]{32}|person-[0-9a-f]{32}(?:-\w+)?"
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")


_POSITION = re.compile(r'"position": "[^"]*"')


def alike(parts: object) -> str:
    """Write JSON so that what is the same but for its ids and its moments is equal."""
    numbers: dict[str, int] = {}
    text = _INSTANT.sub("(moment)", json.dumps(parts, sort_keys=True))
    # Where a task is added says when.
    text = _POSITION.sub('"position": "(place)"', text)
    return _ID.sub(lambda found: f"(id {numbers.setdefault(found[0], len(numbers))})", text)


def text_of(message: dict[str, Any]) -> str:
    """Return the words of a message."""
    return "\n".join(part["text"] for part in message["parts"] if part["type"] == "text")
