"""Every conversation and every message can be reached, page by page."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from support.chat import Chat
from support.replicas import Gate
from taskora_api.conversations.models import ConversationRecord, MessageRecord
from taskora_api.database.engine import Database

# Of nothing; it names a test, and so is the same in each process.
NOBODYS = "00000000-0000-4000-8000-000000000000"
LIST = "/api/v1/conversations"
MOMENT = datetime(2026, 11, 21, 10, tzinfo=UTC)


async def _keep(
    database: Database, person: str, conversations: list[UUID], messages: int = 0
) -> None:
    """Store conversations, of which three at a time were touched in the same moment."""

    async def work(connection: AsyncConnection) -> None:
        for number, conversation_id in enumerate(conversations):
            at = MOMENT - timedelta(seconds=number // 3)
            record = ConversationRecord(
                owner_id=person,
                id=conversation_id,
                title=f"talk {number}",
                state={},
                created_at=at,
                updated_at=at,
            )
            await connection.execute(insert(ConversationRecord).values(**record.model_dump()))
            values = [
                {
                    "id": uuid4(),
                    "owner_id": person,
                    "conversation_id": conversation_id,
                    "role": "user" if place % 2 == 0 else "assistant",
                    "parts": [{"type": "text", "text": f"{place}"}],
                    "created_at": at,
                }
                for place in range(messages)
            ]
            if values:
                await connection.execute(insert(MessageRecord), values)

    await database.write(work)


async def _pages(
    client: httpx2.AsyncClient, headers: dict[str, str], path: str, limit: int, cursor: str
) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": limit}
    while True:
        response = await client.get(path, params=query, headers=headers)
        assert response.status_code == 200, response.text
        pages.append(response.json())
        if pages[-1][cursor] is None:
            return pages
        query["cursor"] = pages[-1][cursor]


async def test_every_conversation_is_listed_once_also_those_of_one_moment(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, database: Database
) -> None:
    ids = [uuid4() for _ in range(23)]
    await _keep(database, person, ids)
    await _keep(database, f"another-{person}", [uuid4()])
    pages = await _pages(client, signed_in, LIST, 5, "nextCursor")
    assert [len(page["items"]) for page in pages] == [5, 5, 5, 5, 3]
    listed = [item for page in pages for item in page["items"]]
    assert {item["id"] for item in listed} == {str(each) for each in ids}
    assert len(listed) == 23
    times = [item["updatedAt"] for item in listed]
    assert times == sorted(times, reverse=True)


async def test_a_page_that_holds_the_rest_has_none_after_it(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, database: Database
) -> None:
    await _keep(database, person, [uuid4() for _ in range(5)])
    page = (await client.get(LIST, params={"limit": 5}, headers=signed_in)).json()
    assert (len(page["items"]), page["nextCursor"]) == (5, None)


async def test_every_message_is_read_once_and_in_order(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, database: Database
) -> None:
    conversation_id = uuid4()
    await _keep(database, person, [conversation_id, uuid4()], messages=1_201)
    path = f"{LIST}/{conversation_id}"
    pages = await _pages(client, signed_in, path, 500, "earlierCursor")
    assert [len(page["messages"]) for page in pages] == [500, 500, 201]
    texts = [m["parts"][0]["text"] for page in reversed(pages) for m in page["messages"]]
    assert texts == [f"{place}" for place in range(1_201)]
    first = (await client.get(path, headers=signed_in)).json()
    assert first["messages"] == pages[0]["messages"][-200:]
    assert first["earlierCursor"] is not None


@pytest.mark.parametrize("cursor", ["x", "0", "-1", "1.5", "e30", "9" * 19])
async def test_a_cursor_that_is_none_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], cursor: str
) -> None:
    for path in (LIST, f"{LIST}/{uuid4()}"):
        response = await client.get(path, params={"cursor": cursor}, headers=signed_in)
        assert response.status_code == 422
        assert response.json()["fields"][0]["path"] == "cursor"


@pytest.mark.parametrize(("limit", "path"), [(0, LIST), (501, LIST), (1001, f"{LIST}/{NOBODYS}")])
async def test_a_limit_that_is_none_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], limit: int, path: str
) -> None:
    response = await client.get(path, params={"limit": limit}, headers=signed_in)
    assert response.status_code == 422


async def test_a_conversation_tells_whether_an_answer_is_being_made(
    client: httpx2.AsyncClient, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = Chat(client, signed_in)
    path = f"{LIST}/{chat.conversation_id}"
    gate = Gate(monkeypatch, "add_tasks", free=0)
    said = asyncio.create_task(chat.say("add a"))
    await gate.reached.wait()
    during = (await client.get(path, params={"limit": 1}, headers=signed_in)).json()
    assert during["isAnswering"]
    assert [message["role"] for message in during["messages"]] == ["user"]
    gate.opened.set()
    await said
    after = (await client.get(path, params={"limit": 1}, headers=signed_in)).json()
    assert not after["isAnswering"]
    assert [message["role"] for message in after["messages"]] == ["assistant"]
