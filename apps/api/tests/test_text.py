"""Text that nobody can see, and what is said about text that is refused (S11)."""

from uuid import uuid4

import httpx2
import pytest

from support.chat import Chat, titles_of

TASKS = "/api/v1/tasks"


@pytest.mark.parametrize("title", ["\u200b", "\u200d\u2060", "\u3164", "\ufeff \u00ad", "\u202e"])
async def test_a_title_of_which_nothing_can_be_seen_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], title: str
) -> None:
    response = await client.post(TASKS, json={"title": title}, headers=signed_in)
    assert response.status_code == 422
    assert response.json()["fields"][0]["fix"] == "Send at least one visible character."
    chat = Chat(client, signed_in)
    assert (await chat.say(f"add {title}x"[: -1 or None])).tools == []
    assert await titles_of(chat) == []


@pytest.mark.parametrize(
    ("text", "fix"), [("", "at least one"), ("   ", "at least one"), ("x" * 2001, "Shorten")]
)
async def test_an_empty_or_too_long_message_is_told_what_to_do(
    client: httpx2.AsyncClient, signed_in: dict[str, str], text: str, fix: str
) -> None:
    body = {"conversationId": str(uuid4()), "text": text}
    response = await client.post("/api/v1/chat", json=body, headers=signed_in)
    assert response.status_code == 422
    assert fix in response.json()["fields"][0]["fix"]
