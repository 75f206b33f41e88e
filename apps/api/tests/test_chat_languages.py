"""The days of what is added in chat, in the language of who writes; commands are English (A3)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.chat import TASKS, read_events

CHAT = "/api/v1/chat"


@pytest.mark.parametrize(
    ("locale", "text", "title"),
    [
        ("es-ES", "add comprar leche mañana", "comprar leche"),
        ("hi-IN", "add दूध लाना कल", "दूध लाना"),
        ("ar-EG", "add اشتر الحليب غدا", "اشتر الحليب"),
        ("ur-PK", "add دودھ لانا کل", "دودھ لانا"),
        ("es-ES", "add buy milk tomorrow", "buy milk"),
    ],
)
async def test_the_day_of_a_task_is_read_in_the_language_of_the_person(
    client: httpx2.AsyncClient, headers: Headers, locale: str, text: str, title: str
) -> None:
    person = headers(f"chat-{locale}-{title}")
    body = {"conversationId": str(uuid4()), "text": text, "locale": locale}
    read_events((await client.post(CHAT, json=body, headers=person)).text)
    (task,) = (await client.get(TASKS, headers=person)).json()["items"]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert (task["title"], task["dueOn"]) == (title, tomorrow)


async def test_without_a_locale_a_line_is_english(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    person = headers("chat-without-locale")
    body = {"conversationId": str(uuid4()), "text": "add comprar leche mañana"}
    await client.post(CHAT, json=body, headers=person)
    (task,) = (await client.get(TASKS, headers=person)).json()["items"]
    assert (task["title"], task["dueOn"]) == ("comprar leche mañana", None)
