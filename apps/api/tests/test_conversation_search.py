"""A conversation is found by words of its title and of what was said in it, by its owner alone."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from conftest import Headers
from support.chat import Chat
from taskora_api.conversations.excerpts import excerpt_around

LIST = "/api/v1/conversations"


@pytest.fixture
async def chats(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> list[Chat]:
    """Three conversations of one person, the oldest first."""
    chats = [Chat(client, signed_in) for _ in range(3)]
    for chat, text in zip(chats, ("add buy Äpfel", "add 100% of it", "add call_mom"), strict=True):
        await chat.say(text)
    return chats


async def _search(chat: Chat, words: str, **query: str | int | None) -> dict[str, Any]:
    asked = {"search": words, **query}
    response = await chat.client.get(LIST, params=asked, headers=chat.headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def _titles(chat: Chat, words: str) -> list[str]:
    return [item["title"] for item in (await _search(chat, words))["items"]]


@pytest.mark.parametrize("words", ["äpfel", "ÄPFEL", " buy äpf "])
async def test_words_are_found_in_whatever_case(chats: list[Chat], words: str) -> None:
    assert await _titles(chats[0], words) == ["add buy Äpfel"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [("0%", ["add 100% of it"]), ("l_m", ["add call_mom"]), ("%", ["add 100% of it"]), ("\\", [])],
)
async def test_signs_of_patterns_are_signs(
    chats: list[Chat], words: str, titles: list[str]
) -> None:
    assert await _titles(chats[0], words) == titles


async def test_blanks_alone_search_for_nothing(chats: list[Chat]) -> None:
    assert len((await _search(chats[0], "  "))["items"]) == 3


async def test_what_was_said_later_and_what_was_answered_is_found_with_words_around_it(
    chats: list[Chat],
) -> None:
    await chats[0].say("delete everything")
    said, answered = await _search(chats[1], "EVERYTHING"), await _search(chats[1], "say yes")
    assert [item["id"] for item in said["items"]] == [str(chats[0].conversation_id)]
    assert said["items"][0]["excerpt"] == "delete everything"
    assert [item["id"] for item in answered["items"]] == [str(chats[0].conversation_id)]
    assert "Say yes" in answered["items"][0]["excerpt"]


async def test_a_renamed_conversation_is_found_by_both_and_only_text_is_searched(
    chats: list[Chat],
) -> None:
    path = f"{LIST}/{chats[0].conversation_id}"
    await chats[0].client.patch(path, json={"title": "groceries"}, headers=chats[0].headers)
    by_title = (await _search(chats[0], "grocer"))["items"]
    assert [(item["title"], item["excerpt"]) for item in by_title] == [("groceries", None)]
    assert await _titles(chats[0], "buy äpfel") == ["groceries"]
    # Names of the tools and fields of what they gave are nothing that anybody said.
    for inner in ("add_task", "completedAt", "tool-", "outcome"):
        assert await _titles(chats[0], inner) == []


async def test_all_that_is_found_is_reached_page_by_page(chats: list[Chat]) -> None:
    more = [Chat(chats[0].client, chats[0].headers) for _ in range(4)]
    for number, chat in enumerate(more):
        await chat.say(f"add parcel {number}")
    found: list[UUID] = []
    cursor: dict[str, str | None] = {}
    for size in (2, 2):
        page = await _search(chats[0], "parcel", limit=2, **cursor)
        assert len(page["items"]) == size
        found += [UUID(item["id"]) for item in page["items"]]
        cursor = {"cursor": page["nextCursor"]}
    assert cursor == {"cursor": None}
    assert found == [chat.conversation_id for chat in reversed(more)]


async def test_nothing_of_another_person_is_found(chats: list[Chat], headers: Headers) -> None:
    eve = Chat(chats[0].client, headers(f"eve-{uuid4().hex}"))
    # The same id, which each person may use, and other words.
    eve.conversation_id = chats[0].conversation_id
    await eve.say("add bread")
    assert await _titles(eve, "äpfel") == []
    assert await _titles(chats[0], "bread") == []


async def test_more_words_than_are_taken_are_refused(chats: list[Chat]) -> None:
    query = {"search": "x" * 201}
    response = await chats[0].client.get(LIST, params=query, headers=chats[0].headers)
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("text", "words", "excerpt"),
    [
        ("buy milk", "MILK", "buy milk"),
        ("one\n\n two", "two", "one two"),
        ("x" * 50 + " milk", "milk", "…" + "x" * 39 + " milk"),
        ("milk " + "y" * 200, "milk", "milk " + "y" * 99 + "…"),
        # The lower case of this letter is two, so that it is not found at its place.
        ("İstanbul", "i̇stanbul", "İstanbul"),
        ("a.c abc", "abc", "a.c abc"),
    ],
)
def test_an_excerpt_is_one_line_around_the_words(text: str, words: str, excerpt: str) -> None:
    assert excerpt_around(text, words) == excerpt
