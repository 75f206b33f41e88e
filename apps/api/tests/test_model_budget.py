"""A model answers for a day's tokens of a person and of everybody, and no more (A3, K9)."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from conftest import Headers
from support.chat import Answer, Chat, titles_of
from support.model_chat import MODEL, PROTOCOLS, replica_with, settings_of
from support.model_server import ModelServer, Reply, call, running_model_server
from support.statements import statements_of
from support.turns import stop
from taskora_api.assistant.model import token_counts
from taskora_api.assistant.model.budget import COUNT_LIFETIME, BudgetUsedError, TokenBudget
from taskora_api.assistant.model.choice import choose_model
from taskora_api.assistant.model.prompt_size import BYTES_OF_TOKEN
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.metrics.registry import Metrics
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

PERSONS, EVERYBODYS = "assistant_person_tokens_daily", "assistant_all_tokens_daily"
RESPONSE = 1500
NOON = datetime(2031, 5, 17, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=["openai", "cohere"])
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, ModelServer]]:
    """Each protocol, and a server that speaks it."""
    async with running_model_server(PROTOCOLS[request.param][0]) as server:
        yield request.param, server


@pytest.fixture(autouse=True)
async def _nothing_used(settings: Settings, database: Database) -> None:
    await migrate(settings)
    await database.write(lambda c: c.execute(text("DELETE FROM app.model_tokens")))


def _who(answer: Answer) -> dict[str, Any]:
    said: list[dict[str, Any]] = [
        chunk["data"] for chunk in answer.chunks if chunk["type"] == "data-assistant"
    ]
    return said[-1]


async def _used(database: Database, owner: str) -> int | None:
    count = "SELECT tokens FROM app.model_tokens WHERE owner_id = :owner"
    found: int | None = await database.read(lambda c: c.scalar(text(count), {"owner": owner}))
    return found


def _set_aside(server: ModelServer) -> range:
    """What a response may be long, and the prompt by what the provider was really sent."""
    request = server.requests[-1]
    said = sum(len(str(message.get("content") or "")) for message in request["messages"])
    least, most = said // BYTES_OF_TOKEN, len(json.dumps(request)) // BYTES_OF_TOKEN
    return range(RESPONSE + least, RESPONSE + most)


def _budget(
    settings: Settings, database: Database, limits: dict[str, int], now: datetime = NOON
) -> TokenBudget:
    choice = choose_model(settings_of(settings, "openai", "http://127.0.0.1:1", **limits))
    assert choice is not None
    return TokenBudget(database, Metrics("1.0.0"), choice, lambda: now)


@pytest.mark.parametrize(
    ("limit", "code"),
    [(PERSONS, "MODEL_PERSON_BUDGET_USED"), (EVERYBODYS, "MODEL_BUDGET_USED")],
)
async def test_over_replicas_and_restarts_a_model_answers_until_the_budget_is_used(
    *,
    settings: Settings,
    provider: tuple[str, ModelServer],
    headers: Headers,
    person: str,
    limit: str,
    code: str,
) -> None:
    name, server = provider
    server.script = [Reply(text="Yes.", tokens=700) for _ in range(2)]
    answers = []
    for _ in range(3):
        async with replica_with(settings, name, server, **{limit: 1400}) as running:
            chat = Chat(running.client, headers(person))
            answers.append(await chat.say("add bread"))
            titles = await titles_of(chat)
            if len(answers) == 3:
                others = await Chat(running.client, headers(f"other-{person}")).say("list")
    assert [_who(answer)["provider"] for answer in answers] == [name, name, "embedded"]
    assert _who(answers[-1]) == {
        "provider": "embedded",
        "code": code,
        "insteadOf": {"provider": name, "model": MODEL},
    }
    assert f"({code}), so the embedded assistant answers." in answers[-1].text
    assert titles == ["bread"]
    # Where one person's tokens are used up, the model goes on to answer everybody else.
    assert _who(others)["provider"] == (name if limit == PERSONS else "embedded")


async def test_requests_at_once_do_not_pass_the_budget_together(
    settings: Settings, database: Database, person: str
) -> None:
    budget = _budget(settings, database, {PERSONS: 4 * RESPONSE, EVERYBODYS: 6 * RESPONSE})
    asked = [budget.reserve(owner, 0) for owner in (person, f"other-{person}") for _ in range(8)]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, BudgetUsedError)]
    assert len(outcomes) - len(refused) == 6
    assert await _used(database, "") == 6 * RESPONSE
    first, second = await _used(database, person), await _used(database, f"other-{person}")
    # What everybody's budget refused is not counted as the person's.
    assert (first or 0) + (second or 0) == 6 * RESPONSE


@pytest.mark.parametrize(
    ("reply", "used"),
    [
        (Reply(text="Yes.", tokens=123), 123),
        (Reply(text="a long story", finish="length", tokens=999), 999),
        (Reply(text="uncounted", tokens=0), None),
        (Reply(text="I will now tell you", end="cut"), None),
        (Reply(status=429), 0),
        (Reply(status=500), 0),
    ],
    ids=["answered", "too long", "uncounted", "cut off", "refused", "broken"],
)
async def test_what_a_request_has_used_is_counted_whatever_comes_of_it(
    *,
    settings: Settings,
    database: Database,
    provider: tuple[str, ModelServer],
    signed_in: dict[str, str],
    person: str,
    reply: Reply,
    used: int | None,
) -> None:
    name, server = provider
    server.script = [reply]
    async with replica_with(settings, name, server, **{PERSONS: 10_000}) as running:
        await Chat(running.client, signed_in).say("add bread")
    counted = await _used(database, person)
    if used is None:
        assert counted in _set_aside(server)
    else:
        assert counted == used
    assert await _used(database, "") is None


async def test_a_stopped_answer_is_counted_as_long_as_it_may_be(
    settings: Settings,
    database: Database,
    provider: tuple[str, ModelServer],
    signed_in: dict[str, str],
    person: str,
) -> None:
    name, server = provider
    server.script = [Reply(text="I am thinking about it", end="silent")]
    server.is_silent.clear()
    own = {PERSONS: 10_000, "assistant_silence_seconds": 100}
    async with replica_with(settings, name, server, **own) as running:
        chat = Chat(running.client, signed_in)
        said = asyncio.create_task(chat.say("what do you think?"))
        await server.is_silent.wait()
        assert (await stop(chat)).status_code == 202
        await said
    assert await _used(database, person) in _set_aside(server)


async def test_a_long_prompt_is_counted_where_its_answer_is_cut_off(
    settings: Settings,
    database: Database,
    provider: tuple[str, ModelServer],
    signed_in: dict[str, str],
    person: str,
) -> None:
    name, server = provider
    server.script = [Reply(text="I read it", end="cut") for _ in range(3)]
    said = "what do you think of this? " + 140 * "long, longer "
    own = {PERSONS: 10_000, "assistant_reply_tokens_max": 100}
    async with replica_with(settings, name, server, **own) as running:
        await Chat(running.client, signed_in).say("what do you think?")
        short = await _used(database, person)
        await Chat(running.client, signed_in).say(said)
    used = await _used(database, person)
    assert short is not None
    assert used is not None
    assert used - short > short
    assert (used - short) - short >= (len(said) - len("what do you think?")) // BYTES_OF_TOKEN


async def test_what_a_tool_has_done_stays_where_the_budget_ends(
    settings: Settings, provider: tuple[str, ModelServer], signed_in: dict[str, str]
) -> None:
    name, server = provider
    server.script = [Reply(calls=(call("add_task", title="milk"),), tokens=2000)]
    async with replica_with(settings, name, server, **{PERSONS: 1500}) as running:
        chat = Chat(running.client, signed_in)
        answer = await chat.say("add milk")
        titles = await titles_of(chat)
    assert _who(answer)["code"] == "MODEL_PERSON_BUDGET_USED"
    assert "Before that, this was done or asked, and I did not repeat it:" in answer.text
    assert titles == ["milk"]


async def test_a_day_of_utc_has_a_budget_of_its_own(
    settings: Settings, database: Database, person: str
) -> None:
    late = NOON.replace(hour=23, minute=59)
    today = _budget(settings, database, {PERSONS: RESPONSE}, late)
    reserved = await today.reserve(person, 0)
    with pytest.raises(BudgetUsedError):
        await today.reserve(person, 0)
    tomorrow = _budget(settings, database, {PERSONS: RESPONSE}, late + timedelta(minutes=1))
    await tomorrow.reserve(person, 0)
    # An answer over midnight counts for the day on which it was asked for.
    await tomorrow.settle(reserved, 10)
    await today.reserve(person, 0)
    with pytest.raises(BudgetUsedError):
        await tomorrow.reserve(person, 0)


async def test_without_a_budget_the_database_is_asked_nothing(
    settings: Settings, database: Database, person: str
) -> None:
    budget = _budget(settings, database, {})
    with statements_of(database) as sent:
        reserved = await budget.reserve(person, 0)
        await budget.settle(reserved, 10)
        await budget.release(reserved)
    assert sent == []


async def test_a_count_that_cannot_be_corrected_stays_as_it_was_set_aside(
    settings: Settings, database: Database, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = _budget(settings, database, {PERSONS: 10_000})
    reserved = await budget.reserve(person, 0)

    async def refuse(*_arguments: object, **_options: object) -> None:
        raise DatabaseUnavailableError("away")

    with monkeypatch.context() as patched:
        patched.setattr(database, "write", refuse)
        await budget.settle(reserved, 10)
    assert await _used(database, person) == RESPONSE


async def test_counts_are_removed_after_a_month(
    settings: Settings, database: Database, person: str
) -> None:
    for age in (0, 30, 32, 40):
        now = datetime.now(UTC) - timedelta(days=age)
        await _budget(settings, database, {PERSONS: 10_000}, now).reserve(person, 0)
    chore = Chore("model_tokens", COUNT_LIFETIME, token_counts.remove_old)
    await Housekeeper(database, [chore]).sweep()
    count = "SELECT count(*) FROM app.model_tokens WHERE owner_id = :owner"
    left = await database.read(lambda c: c.scalar(text(count), {"owner": person}))
    assert left == 2


async def test_tokens_are_counted_for_prometheus_as_the_provider_counts_them(
    settings: Settings, database: Database, person: str
) -> None:
    choice = choose_model(settings_of(settings, "openai", "http://127.0.0.1:1"))
    assert choice is not None
    metrics = Metrics("1.0.0")
    budget = TokenBudget(database, metrics, choice)
    await budget.settle(await budget.reserve(person, 0), 120)
    await budget.settle(await budget.reserve(person, 0), 0)
    await budget.release(await budget.reserve(person, 0))
    labels = {"provider": "openai"}
    value = metrics.registry.get_sample_value("taskora_assistant_model_tokens_total", labels)
    assert value == 120
