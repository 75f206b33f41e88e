"""When a model fails, the embedded assistant answers and says so; nothing is done twice (A3)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic_ai import RunContext
from pydantic_ai.models.test import TestModel
from pydantic_ai.usage import RunUsage

from support.chat import Answer, Chat, add_tasks, titles_of
from support.model_chat import (
    KEY,
    MODEL,
    PROTOCOLS,
    fresh_server,
    new_chat,
    replica_with,
    settings_of,
)
from support.model_server import ModelServer, Reply, ToolCall, call, running_model_server
from support.replicas import Replica, running_replica
from support.turns import held, messages_of, stop
from taskora_api.assistant.model.budget import TokenBudget
from taskora_api.assistant.model.choice import choose_model
from taskora_api.assistant.model.turn_model import TurnModel
from taskora_api.assistant.state import ConversationState
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.database.engine import Database
from taskora_api.metrics.registry import Metrics
from taskora_api.migrate import migrate
from taskora_api.settings import Settings
from taskora_api.tasks.service import TaskService

LIMITS: dict[str, Any] = {
    "assistant_requests_max": 3,
    "assistant_tool_calls_max": 3,
    "assistant_tokens_max": 1000,
}
ADD_MILK = call("add_task", title="milk")


@pytest.fixture(scope="module", params=["openai", "cohere"])
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, ModelServer]]:
    """Each protocol, and a server that speaks it."""
    async with running_model_server(PROTOCOLS[request.param][0]) as server:
        yield request.param, server


@pytest.fixture(scope="module", autouse=True)
async def migrated(settings: Settings) -> None:
    """A database that every application of a test can use."""
    await migrate(settings)


@pytest.fixture(scope="module")
async def replica(settings: Settings, provider: tuple[str, ModelServer]) -> AsyncIterator[Replica]:
    """The application with the model, and limits that a test reaches."""
    async with replica_with(settings, *provider, **LIMITS) as running:
        yield running


server = pytest.fixture(fresh_server)
chat = pytest.fixture(new_chat)


def _who(answer: Answer) -> list[dict[str, Any]]:
    return [chunk["data"] for chunk in answer.chunks if chunk["type"] == "data-assistant"]


def _is_embedded(answer: Answer, code: str) -> bool:
    """Say whether the embedded assistant stepped in, and told why in words and in data."""
    last = _who(answer)[-1]
    return (
        answer.is_ended
        and last["provider"] == "embedded"
        and last["insteadOf"]["model"] == MODEL
        and last["code"] == code
        and f"({code}), so the embedded assistant answers." in answer.text
    )


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(status=401), "MODEL_KEY_REFUSED"),
        (Reply(status=403), "MODEL_KEY_REFUSED"),
        (Reply(status=404), "MODEL_NOT_FOUND"),
        (Reply(status=429), "MODEL_RATE_LIMITED"),
        (Reply(status=500), "MODEL_FAILED"),
        (Reply(status=503), "MODEL_FAILED"),
        (Reply(text="I will now tell you", end="cut"), "MODEL_UNREACHABLE"),
        (Reply(text="I will now tell you", end="closed"), "MODEL_FAILED"),
        (Reply(text="a long story", finish="length"), "MODEL_LIMIT_REACHED"),
        (Reply(text="expensive", calls=(call("list_tasks"),), tokens=5000), "MODEL_LIMIT_REACHED"),
        (Reply(), "MODEL_FAILED"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_the_embedded_assistant_steps_in(
    chat: Chat, server: ModelServer, reply: Reply, code: str
) -> None:
    server.script = [reply, reply, reply]
    answer = await chat.say("add bread")
    assert _is_embedded(answer, code), answer.text
    assert answer.text.endswith("Added “bread”.")
    assert await titles_of(chat) == ["bread"]
    assert KEY not in str(answer.chunks)


async def test_a_refusal_is_stepped_in_for(
    chat: Chat, server: ModelServer, provider: tuple[str, ModelServer]
) -> None:
    server.script = [Reply(text="I cannot", finish="content_filter")]
    # Cohere has no reason of its own for this.
    code = {"openai": "MODEL_REFUSED", "cohere": "MODEL_FAILED"}[provider[0]]
    assert _is_embedded(await chat.say("add bread"), code)


@pytest.mark.parametrize(
    "limit", ["assistant_silence_seconds", "assistant_answer_seconds"], ids=["silent", "slow"]
)
async def test_a_model_that_takes_too_long_is_stepped_in_for(
    settings: Settings,
    provider: tuple[str, ModelServer],
    signed_in: dict[str, str],
    limit: str,
) -> None:
    name, server = provider
    begun = "" if limit == "assistant_silence_seconds" else "I am thinking about it"
    server.script = [Reply(text=begun, end="silent")]
    async with replica_with(settings, name, server, **{limit: 0.3}) as running:
        chat = Chat(running.client, signed_in)
        answer = await chat.say("add bread")
        titles = await titles_of(chat)
    assert _is_embedded(answer, "MODEL_TOO_SLOW")
    assert titles == ["bread"]


async def test_a_provider_that_nobody_listens_for_is_stepped_in_for(
    settings: Settings, signed_in: dict[str, str]
) -> None:
    nobody = ModelServer("http://127.0.0.1:1", PROTOCOLS["openai"][0])
    async with replica_with(settings, "openai", nobody) as running:
        answer = await Chat(running.client, signed_in).say("add bread")
    assert _is_embedded(answer, "MODEL_UNREACHABLE")


async def test_a_refused_key_names_the_command_that_comes_next(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(status=401)]
    assert "kubectl -n taskora logs deployment/api" in (await chat.say("add bread")).text


async def test_what_ran_before_the_failure_stays_and_is_not_done_again(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(calls=(ADD_MILK,)), Reply(status=500)]
    answer = await chat.say("add milk")
    assert _is_embedded(answer, "MODEL_FAILED")
    assert answer.tools == ["add_task"]
    assert "did not repeat it:\nAdded “milk”." in answer.text
    assert await titles_of(chat) == ["milk"]
    server.script = [Reply(status=500)]
    undone = await chat.say("undo")
    assert undone.tools == ["undo_change"]
    assert await titles_of(chat) == []


async def test_a_question_that_was_asked_before_the_failure_can_be_answered(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    everything = call("delete_task", selection={"status": "all"})
    # The call of a second tool ends the script, and with it the run.
    server.script = [Reply(calls=(everything, call("no_such_tool", "call_2")))]
    asked = await chat.say("throw them all away")
    assert "Say yes to delete them, or no." in asked.text
    await chat.say("yes")
    assert await titles_of(chat) == []


async def test_after_a_list_alone_the_embedded_assistant_answers_in_full(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(calls=(call("list_tasks"),)), Reply(status=500)]
    answer = await chat.say("add bread")
    assert answer.tools == ["list_tasks", "add_task"]
    assert await titles_of(chat) == ["bread"]


async def test_half_a_call_is_neither_made_nor_shown(chat: Chat, server: ModelServer) -> None:
    """A model that dies in the arguments leaves a call whose input is no JSON."""
    server.script = [Reply(calls=(ADD_MILK,), end="cut")]
    answer = await chat.say("add bread")
    assert answer.tools == ["add_task"]
    assert "INVALID_JSON" not in str(answer.chunks)
    assert await titles_of(chat) == ["bread"]


@pytest.mark.parametrize(
    "wrong",
    [
        ToolCall("add_task", '{"title": "mi', "call_1"),
        ToolCall("add_task", '{"title": 7}', "call_1"),
        ToolCall("add_task", '{"title": "a\\u0000b"}', "call_1"),
        ToolCall("no_such_tool", "{}", "call_1"),
    ],
    ids=["no JSON", "another type", "NUL", "unknown tool"],
)
async def test_a_wrong_call_is_told_to_the_model_and_not_to_the_person(
    chat: Chat, server: ModelServer, wrong: ToolCall
) -> None:
    right = call("add_task", "call_2", title="milk")
    server.script = [Reply(calls=(wrong,)), Reply(calls=(right,)), Reply(text="Noted.")]
    answer = await chat.say("add milk")
    assert [chunk["toolCallId"] for chunk in answer.chunks if "toolCallId" in chunk] == [
        "call_2"
    ] * len([chunk for chunk in answer.chunks if "toolCallId" in chunk])
    assert answer.text == "Noted. "
    assert await titles_of(chat) == ["milk"]


async def test_a_model_that_only_calls_wrongly_is_stepped_in_for(
    chat: Chat, server: ModelServer
) -> None:
    wrong = [ToolCall("add_task", "{", f"call_{number}") for number in range(3)]
    server.script = [Reply(calls=(each,)) for each in wrong]
    answer = await chat.say("add bread")
    assert answer.text.endswith("Added “bread”.")
    assert await titles_of(chat) == ["bread"]


async def test_one_call_too_many_and_none_of_the_response_runs(
    chat: Chat, server: ModelServer
) -> None:
    calls = tuple(call("add_task", f"call_{n}", title=f"task {n}") for n in range(4))
    server.script = [Reply(calls=calls)]
    answer = await chat.say("add bread")
    assert _is_embedded(answer, "MODEL_LIMIT_REACHED")
    assert answer.tools == ["add_task"]
    assert await titles_of(chat) == ["bread"]


async def test_a_model_that_goes_on_and_on_is_ended_at_its_number_of_requests(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(calls=(call("list_tasks", f"call_{n}"),)) for n in range(9)]
    answer = await chat.say("add bread")
    assert _is_embedded(answer, "MODEL_LIMIT_REACHED")
    assert len(server.requests) == 3


async def test_two_calls_of_one_id_are_not_taken_for_one(chat: Chat, server: ModelServer) -> None:
    calls = (ADD_MILK, call("add_task", title="eggs"))
    server.script = [Reply(calls=calls[:1]), Reply(calls=calls[1:])]
    answer = await chat.say("add milk and eggs")
    assert _is_embedded(answer, "MODEL_FAILED")
    assert await titles_of(chat) == ["milk"]


async def test_what_cannot_be_stored_is_left_out_of_what_a_model_says(
    chat: Chat, server: ModelServer
) -> None:
    server.script = [Reply(text="one\x00two \ud800three")]
    answer = await chat.say("hello there")
    assert answer.text == "onetwo three "
    _, kept = await messages_of(chat)
    assert kept["parts"][-1]["text"] == "onetwo three "


async def test_a_stop_ends_the_wait_for_a_model(
    settings: Settings, provider: tuple[str, ModelServer], signed_in: dict[str, str]
) -> None:
    name, server = provider
    server.script = [Reply(text="I am thinking about it", end="silent")]
    server.is_silent.clear()
    async with replica_with(settings, name, server, assistant_silence_seconds=100) as running:
        chat = Chat(running.client, signed_in)
        said = asyncio.create_task(chat.say("what do you think?"))
        await server.is_silent.wait()
        assert (await stop(chat)).status_code == 202
        answer = await said
    assert answer.is_ended
    assert answer.text.endswith("Stopped, and nothing was changed.")
    assert "error" not in [chunk["type"] for chunk in answer.chunks]


async def test_a_stop_waits_for_the_tool_that_is_at_work(
    chat: Chat, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is cancelled in a tool would show a finished call that nobody finished."""
    server.script = [Reply(calls=(ADD_MILK,)), Reply(text="Noted.")]
    async with held(monkeypatch, chat, "add milk", free=0) as said:
        assert (await stop(chat)).status_code == 202
    answer = await said
    assert answer.outputs[0]["changeId"] is not None
    assert "This had been done by then:\nAdded “milk”." in answer.text
    assert len(server.requests) == 1
    assert await titles_of(chat) == ["milk"]


async def test_another_process_goes_on_where_a_model_was_and_repeats_no_call(
    settings: Settings, provider: tuple[str, ModelServer], signed_in: dict[str, str]
) -> None:
    name, server = provider
    own = settings.model_copy(update={"turn_lease_seconds": 1.0})
    server.script = [Reply(text="First.", calls=(ADD_MILK,)), Reply(end="silent")]
    server.is_silent.clear()
    server.requests.clear()
    slow = {"assistant_silence_seconds": 100}
    async with (
        replica_with(own, name, server, **slow) as first,
        replica_with(own, name, server, **slow) as second,
    ):
        cut = Chat(first.client, signed_in)
        said = asyncio.create_task(cut.say("add milk", "m1"))
        await server.is_silent.wait()
        await first.kill()
        await said
        server.script = [Reply(text="It is noted.")]
        again = Chat(second.client, signed_in, conversation_id=cut.conversation_id)
        answer = await again.say("add milk", "m1")
        titles = await titles_of(again)
    assert answer.is_ended
    assert answer.tools == ["add_task"]
    assert "First." in answer.text
    assert answer.text.endswith("It is noted. ")
    # Two of the first process; the second one asks for what comes after the call alone.
    assert len(server.requests) == 3
    assert titles == ["milk"]


async def test_another_process_goes_on_with_what_is_left_of_the_limits(
    settings: Settings, provider: tuple[str, ModelServer], signed_in: dict[str, str]
) -> None:
    name, server = provider
    own = settings.model_copy(update={"turn_lease_seconds": 1.0})
    half = 600
    server.script = [Reply(calls=(ADD_MILK,), tokens=half), Reply(end="silent")]
    server.is_silent.clear()
    limits = LIMITS | {"assistant_silence_seconds": 100}
    async with (
        replica_with(own, name, server, **limits) as first,
        replica_with(own, name, server, **limits) as second,
    ):
        cut = Chat(first.client, signed_in)
        said = asyncio.create_task(cut.say("add milk", "m1"))
        await server.is_silent.wait()
        await first.kill()
        await said
        server.script = [Reply(text="It is noted.", tokens=half)]
        again = Chat(second.client, signed_in, conversation_id=cut.conversation_id)
        answer = await again.say("add milk", "m1")
        titles = await titles_of(again)
    assert _who(answer)[-1]["code"] == "MODEL_LIMIT_REACHED"
    assert titles == ["milk"]


def test_the_time_of_an_answer_goes_on_where_another_process_was(
    settings: Settings, database: Database, person: str
) -> None:
    choice = choose_model(settings_of(settings, "openai", "http://127.0.0.1:1"))
    assert choice is not None
    context = TurnContext(
        person, TaskService(database), datetime.now(UTC).date(), ConversationState()
    )
    budget = TokenBudget(database, Metrics("1.0.0"), choice)
    context.progress.model_seconds = choice.limits.answer_seconds - 1
    model = TurnModel(TestModel(), context, choice.limits, lambda: None, budget)
    run = RunContext(deps=context, model=model, usage=RunUsage())
    assert model.settings_now(run)["request_timeout"] <= 1


async def test_without_a_provider_nothing_is_said_of_one(
    settings: Settings, signed_in: dict[str, str]
) -> None:
    async with running_replica(settings) as running:
        assert _who(await Chat(running.client, signed_in).say("add bread")) == []
        response = await running.client.get("/api/v1/assistant", headers=signed_in)
    assert response.json() == {"provider": "embedded", "model": None}
