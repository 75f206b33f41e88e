"""A model of a provider answers over its real package, with the tools and the history (A3)."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from support.chat import Chat, add_tasks, titles_of
from support.model_chat import KEY, PROTOCOLS, fresh_server, new_chat, replica_with
from support.model_server import ModelServer, Reply, call, running_model_server
from support.replicas import Replica
from support.turns import messages_of
from taskora_api.migrate import migrate
from taskora_api.settings import Settings


@pytest.fixture(scope="module", params=list(PROTOCOLS))
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, ModelServer]]:
    """Each provider, and a server that speaks as it does."""
    events_of, _ = PROTOCOLS[request.param]
    async with running_model_server(events_of) as server:
        yield request.param, server


@pytest.fixture(scope="module")
async def replica(settings: Settings, provider: tuple[str, ModelServer]) -> AsyncIterator[Replica]:
    """The application with the model."""
    await migrate(settings)
    async with replica_with(settings, *provider) as running:
        yield running


server = pytest.fixture(fresh_server)
chat = pytest.fixture(new_chat)


async def test_a_model_answers_in_words_as_they_come(
    chat: Chat, server: ModelServer, provider: tuple[str, ModelServer]
) -> None:
    server.script = [Reply(text="Good morning to you")]
    answer = await chat.say("good morning")
    assert answer.is_ended
    assert answer.text == "Good morning to you "
    deltas = [chunk for chunk in answer.chunks if chunk["type"] == "text-delta"]
    assert len(deltas) > 1
    (who,) = [chunk["data"] for chunk in answer.chunks if chunk["type"] == "data-assistant"]
    assert who == {"provider": provider[0], "model": "scripted"}
    assert server.keys[-1].endswith(KEY)


async def test_everybody_who_is_signed_in_can_ask_who_answers(
    chat: Chat, provider: tuple[str, ModelServer]
) -> None:
    response = await chat.client.get("/api/v1/assistant", headers=chat.headers)
    assert response.json() == {"provider": provider[0], "model": "scripted"}
    assert (await chat.client.get("/api/v1/assistant")).status_code == 401


async def test_a_model_uses_the_tools_and_is_told_what_they_did(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [
        Reply(calls=(call("add_task", title="buy milk", due_on="2030-05-05"),)),
        Reply(text="Noted."),
    ]
    answer = await chat.say("please remember to buy milk on the fifth of May 2030")
    assert answer.tools == ["add_task"]
    assert answer.outputs[0]["summary"].startswith("Added “buy milk”")
    assert answer.text == "Noted. "
    assert await titles_of(chat) == ["buy milk"]
    told = next(message for message in server.messages if message["role"] == "tool")
    assert "buy milk" in json.dumps(told, ensure_ascii=False)
    offered = {tool["function"]["name"] for tool in server.requests[0]["tools"]}
    assert offered == {
        *("add_task", "list_tasks", "organise_task", "complete_task"),
        *("update_task", "organise_task", "delete_task", "undo_change"),
    }


async def test_a_model_reads_what_was_said_before_with_every_call_and_its_return(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(calls=(call("add_task", title="buy milk"),)), Reply(text="Noted.")]
    await chat.say("add buy milk")
    server.script = [Reply(text="You have one task.")]
    await chat.say("how many do I have?")
    roles = [message["role"] for message in server.messages]
    assert roles[:1] == ["system"]
    assert roles[1:] == ["user", "assistant", "tool", "assistant", "user"]
    said = json.dumps(server.messages, ensure_ascii=False)
    assert "add buy milk" in said
    assert "how many do I have?" in said


async def test_what_a_model_says_is_kept_as_it_was_sent(chat: Chat, server: ModelServer) -> None:
    server.script = [Reply(text="Good morning to you")]
    await chat.say("good morning")
    _, kept = await messages_of(chat)
    texts = [part for part in kept["parts"] if part["type"] == "text"]
    assert texts == [{"type": "text", "text": "Good morning to you ", "state": "done"}]


async def test_a_yes_is_read_by_the_server_and_asks_no_model(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = [task["id"] for task in await _tasks(chat)]
    server.script = [Reply(text="Gladly.", calls=(call("delete_task", task_ids=ids),))]
    asked = await chat.say("get rid of them all")
    assert asked.outputs[0]["outcome"] == "unconfirmed"
    assert asked.text.endswith("Say yes to delete them, or no.")
    assert len(server.requests) == 1
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]
    done = await chat.say("yes")
    assert len(server.requests) == 1
    assert done.tools == ["delete_task"]
    assert await titles_of(chat) == []


async def _tasks(chat: Chat) -> list[dict[str, Any]]:
    response = await chat.client.get("/api/v1/tasks", headers=chat.headers)
    items: list[dict[str, Any]] = response.json()["items"]
    return items
