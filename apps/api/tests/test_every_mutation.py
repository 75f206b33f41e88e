"""What holds for every request that changes something: sent again with its key, it is done once."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.chat import Chat
from support.objects import GUEST, Maker
from support.operations import MUTATIONS, Operation
from support.replicas import Gate
from taskora_api.database.engine import Database
from taskora_api.openapi import DOCUMENT
from taskora_api.settings import Settings
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.personal import personal_space_id

REPLAYED = "idempotency-replayed"
EVERYTHING = (
    *("/api/v1/tasks", "/api/v1/changes", "/api/v1/tokens", "/api/v1/spaces", "/api/v1/projects"),
    *("/api/v1/app-passwords", "/api/v1/calendar-feeds", "/api/v1/channels", "/api/v1/views"),
    *("/api/v1/deleted-spaces", "/api/v1/conversations"),
)


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """With a kind of channel that needs no server of the installation's own."""
    return settings.model_copy(update={"delivery_webhooks": True})


def _name(operation: Operation) -> str:
    return operation.name


def _documented(operation: Operation) -> dict[str, Any]:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    described: dict[str, Any] = document["paths"][operation.path][operation.method.lower()]
    return described


def test_mutations_are_all_that_is_not_a_mere_question() -> None:
    assert {operation.name for operation in MUTATIONS} == {
        "createTask",
        "updateTask",
        "changeTasks",
        "createView",
        "updateView",
        "deleteView",
        "deleteTask",
        "undoChange",
        "deleteConversation",
        "renameConversation",
        "stopConversation",
        "sendChatMessage",
        "createAccessToken",
        "revokeAccessToken",
        "revokeAllAccessTokens",
        "createAppPassword",
        "revokeAppPassword",
        "createCalendarFeed",
        "rotateCalendarFeed",
        "revokeCalendarFeed",
        "restoreTask",
        "placeTask",
        "moveTask",
        "createSpace",
        "deleteSpace",
        "restoreSpace",
        "updateSpace",
        "updateMember",
        "removeMember",
        "createInvitation",
        "revokeInvitation",
        "acceptInvitation",
        "createProject",
        "updateProject",
        "deleteProject",
        "createSection",
        "updateSection",
        "deleteSection",
        "createComment",
        "updateComment",
        "deleteComment",
        "createRelation",
        "deleteRelation",
        "skipOccurrence",
        "pauseSeries",
        "resumeSeries",
        "splitSeries",
        "applyPlan",
        "importFile",
        "createReminder",
        "replaceReminder",
        "deleteReminder",
        "replaceReminderSettings",
        "updateReadingSettings",
        "createChannel",
        "deleteChannel",
        "verifyChannel",
        "testChannel",
    }


@pytest.mark.parametrize("operation", MUTATIONS, ids=_name)
def test_it_documents_the_key_and_the_answer_to_a_repetition(operation: Operation) -> None:
    described = _documented(operation)
    headers = {p["name"] for p in described["parameters"] if p["in"] == "header"}
    assert "Idempotency-Key" in headers
    dry_run = {"202"} if "Dry-Run" in headers else set()
    (success,) = (status for status in described["responses"].keys() - dry_run if status < "3")
    for status in {success, *dry_run}:
        assert "Idempotency-Replayed" in described["responses"][status]["headers"]


async def _everything(chat: Chat) -> list[Any]:
    """All that a person has, with every message."""
    found = [
        (await chat.client.get(path, headers=chat.headers)).json()["items"] for path in EVERYTHING
    ]
    for conversation in found[-1]:
        path = f"/api/v1/conversations/{conversation['id']}"
        conversation["messages"] = (await chat.client.get(path, headers=chat.headers)).json()[
            "messages"
        ]
        # That somebody spoke again may be told; what was said may not be said twice.
        del conversation["updatedAt"]
    return found


@pytest.mark.parametrize("operation", MUTATIONS, ids=_name)
async def test_sent_again_with_its_key_it_is_done_once_and_answered_the_same(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    headers: Headers,
    operation: Operation,
) -> None:
    chat = Chat(client, signed_in)
    made = await Maker(client, signed_in, headers(GUEST)).make(operation.name, operation.path)
    url = operation.url(made.id, **made.others)
    body = operation.body and operation.body | made.body
    keyed = signed_in | {"Idempotency-Key": uuid4().hex}

    async def send() -> httpx2.Response:
        sent: dict[str, Any] = {"content": operation.file} if operation.file else {"json": body}
        return await client.request(operation.method, url, **sent, headers=keyed)

    first, after = await send(), await _everything(chat)
    second = await send()
    assert first.is_success
    assert (second.status_code, second.headers.get("change-id")) == (
        first.status_code,
        first.headers.get("change-id"),
    )
    assert (first.headers.get(REPLAYED), second.headers.get(REPLAYED)) == (None, "true")
    assert await _everything(chat) == after


async def test_a_stop_that_is_repeated_late_stops_no_later_answer(
    client: httpx2.AsyncClient, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = Chat(client, signed_in)
    path = f"/api/v1/conversations/{chat.conversation_id}/stop"
    headers = signed_in | {"Idempotency-Key": "stop-1"}
    await chat.say("list")
    assert (await client.post(path, headers=headers)).status_code == 202
    gate = Gate(monkeypatch, "add_tasks", free=1)
    said = asyncio.create_task(chat.say("add a; add b; add c"))
    await gate.reached.wait()
    late = await client.post(path, headers=headers)
    assert (late.status_code, late.headers[REPLAYED]) == (202, "true")
    gate.opened.set()
    assert "Stopped" not in (await said).text


async def test_a_stop_with_a_key_waits_for_no_change_of_its_owner(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    person: str,
    database: Database,
) -> None:
    chat = Chat(client, signed_in)
    await chat.say("list")
    path = f"/api/v1/conversations/{chat.conversation_id}/stop"

    async def work(connection: AsyncConnection) -> int:
        await hold_space(connection, person, personal_space_id(person), datetime.now(UTC))
        stopped = await client.post(path, headers=signed_in | {"Idempotency-Key": "k"})
        return int(stopped.status_code)

    assert await database.write(work) == 202
