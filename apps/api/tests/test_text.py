"""Text that nobody can see, and what is said about text that is refused."""

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


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # Explicit controls of direction turn what stands beside the title.
        ("pay \u202ellib\u202c", "pay llib"),
        ("\u2066pay\u2069 \u202abill\u202b", "pay bill"),
        ("\u202d pay", "pay"),
        # Invisible characters make two titles that look the same.
        ("pa\u00ady\u200b bi\u2060ll\ufeff", "pay bill"),
        ("pay\u206a \x1b[31mbill\x07", "pay [31mbill"),
        ("pay\U000e0062\U000e0079 bill", "pay bill"),
        # What makes letters and emoji is kept, as are the marks that only say where a sign belongs.
        ("\U0001f469\u200d\U0001f4bb pay", "\U0001f469\u200d\U0001f4bb pay"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u05d0\u200f!\u200e", "\u05d0\u200f!\u200e"),
        ("\u2764\ufe0f pay", "\u2764\ufe0f pay"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e007f pay",
            "\U0001f3f4\U000e0067\U000e0062\U000e007f pay",
        ),
    ],
)
async def test_characters_that_are_not_seen_do_not_change_what_is(
    client: httpx2.AsyncClient, signed_in: dict[str, str], typed: str, stored: str
) -> None:
    task = (await client.post(TASKS, json={"title": typed}, headers=signed_in)).json()
    assert task["title"] == stored
    changed = await client.patch(
        f"{TASKS}/{task['id']}", json={"title": f"{typed}s"}, headers=signed_in
    )
    assert changed.json()["title"] == f"{stored}s"
    chat = Chat(client, signed_in)
    await chat.say(f"add {typed}x")
    assert f"{stored}x" in await titles_of(chat)
