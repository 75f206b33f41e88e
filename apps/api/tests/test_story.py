"""The story of one person and the assistant, and of another who sees none of it (A1, A2, A3)."""

from datetime import UTC, datetime, timedelta

import httpx2

from conftest import Headers
from support.chat import Chat


async def test_a_person_adds_lists_completes_renames_and_deletes_by_plain_words(
    client: httpx2.AsyncClient, signed_in: dict[str, str], headers: Headers
) -> None:
    chat = Chat(client, signed_in)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()

    added = await chat.say("add buy milk tomorrow")
    assert added.tools == ["add_task"]
    assert "Added “buy milk”, due tomorrow" in added.text
    assert added.is_ended

    tasks = (await client.get("/api/v1/tasks", headers=signed_in)).json()["items"]
    assert [(task["title"], task["dueOn"]) for task in tasks] == [("buy milk", tomorrow)]

    listed = await chat.say("what is due tomorrow?")
    assert listed.listed == ["buy milk"]
    assert "You have 1 open task due tomorrow" in listed.text

    completed = await chat.say("complete it")
    assert "Completed “buy milk”." in completed.text

    renamed = await chat.say("rename buy milk to buy oat milk")
    assert "Renamed “buy milk” to “buy oat milk”." in renamed.text

    stranger = headers("somebody-else")
    assert (await client.get("/api/v1/tasks", headers=stranger)).json()["items"] == []
    assert (await Chat(client, stranger).say("list everything")).listed == []

    asked = await chat.say("delete oat milk")
    assert asked.text.startswith("Do you mean “buy oat milk”?")
    deleted = await chat.say("yes")
    assert "Deleted “buy oat milk”." in deleted.text
    assert (await client.get("/api/v1/tasks", headers=signed_in)).json()["items"] == []
