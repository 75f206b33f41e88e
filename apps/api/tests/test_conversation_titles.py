"""A conversation is renamed by its owner alone, and over no name that the owner has not seen."""

from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.chat import Chat

LIST = "/api/v1/conversations"


@pytest.fixture
async def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A conversation that has begun with "add milk"."""
    chat = Chat(client, signed_in)
    await chat.say("add milk")
    return chat


async def _rename(chat: Chat, title: str, former_title: str | None = None) -> httpx2.Response:
    former = {} if former_title is None else {"formerTitle": former_title}
    path = f"{LIST}/{chat.conversation_id}"
    return await chat.client.patch(path, json={"title": title, **former}, headers=chat.headers)


async def _titles(chat: Chat) -> list[str]:
    listed = await chat.client.get(LIST, headers=chat.headers)
    return [item["title"] for item in listed.json()["items"]]


async def test_a_new_title_stays_when_the_conversation_goes_on(chat: Chat) -> None:
    renamed = await _rename(chat, "  groceries ", "add milk")
    assert renamed.status_code == 200
    assert renamed.json()["title"] == "groceries"
    await chat.say("add eggs")
    assert await _titles(chat) == ["groceries"]
    path = f"{LIST}/{chat.conversation_id}"
    assert (await chat.client.get(path, headers=chat.headers)).json()["title"] == "groceries"


async def test_renaming_changes_no_place_in_the_list(chat: Chat) -> None:
    later = Chat(chat.client, chat.headers)
    await later.say("list")
    await _rename(chat, "groceries")
    assert await _titles(chat) == ["list", "groceries"]


async def test_a_title_that_was_not_seen_is_not_replaced(chat: Chat) -> None:
    assert (await _rename(chat, "groceries", "add milk")).status_code == 200
    refused = await _rename(chat, "shopping", "add milk")
    assert refused.status_code == 409
    assert refused.json()["code"] == "CONVERSATION_RENAMED"
    assert await _titles(chat) == ["groceries"]
    assert (await _rename(chat, "shopping", "groceries")).status_code == 200
    assert await _titles(chat) == ["shopping"]


@pytest.mark.parametrize("title", ["", "   ", "two\nlines", "\u200b", "x" * 81])
async def test_what_is_no_title_is_refused(chat: Chat, title: str) -> None:
    refused = await _rename(chat, title)
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "title"
    assert await _titles(chat) == ["add milk"]


async def test_the_conversation_of_another_person_is_not_there(
    chat: Chat, headers: Headers
) -> None:
    eve = Chat(chat.client, headers(f"eve-{uuid4().hex}"), conversation_id=chat.conversation_id)
    assert (await _rename(eve, "mine now")).status_code == 404
    assert (await _rename(eve, "mine now", "add milk")).status_code == 404
    assert await _titles(chat) == ["add milk"]
