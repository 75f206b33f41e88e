"""How fast one person may be: alike for all processes, and whatever a request says of itself."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from conftest import Headers
from support.mcp import Program
from support.product_calendars import make_app_password
from support.replicas import Replica, running_replica
from support.statements import statements_of
from taskora_api.database.engine import Database
from taskora_api.migrate import migrate
from taskora_api.rate_limits import service
from taskora_api.rate_limits.rates import Buckets, Rate, whole_seconds
from taskora_api.settings import Settings

TASKS = "/api/v1/tasks"
READS, CHANGES = 8, 20
# One more takes so long that it does not come within a test.
SLOW = 0.01


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """Few at once, and hardly any more."""
    return settings.model_copy(
        update={
            "limit_reads_per_second": SLOW,
            "limit_reads_burst": READS,
            "limit_changes_per_second": SLOW,
            "limit_changes_burst": CHANGES,
        }
    )


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does other work beside may stand still for longer than a person waits."""
    monkeypatch.setattr(service, "ASKED_SECONDS", 30.0)


@pytest.fixture(scope="module")
async def pair(settings: Settings) -> AsyncIterator[tuple[Replica, Replica]]:
    """Two processes on one database."""
    await migrate(settings)
    async with running_replica(settings) as first, running_replica(settings) as second:
        yield first, second


async def _add(replica: Replica, headers: dict[str, str]) -> httpx2.Response:
    return await replica.client.post(TASKS, json={"title": "a"}, headers=headers)


async def _spend(replica: Replica, headers: dict[str, str], times: int = CHANGES) -> None:
    answers = await asyncio.gather(*(_add(replica, headers) for _ in range(times)))
    assert {each.status_code for each in answers} == {201}


def _database(replica: Replica) -> Database:
    found: Database = replica.services.tasks.database
    return found


def _limiting(replica: Replica) -> Database:
    """What the limits ask, on a connection of its own."""
    changes = replica.services.rate_limits._changes
    assert changes is not None
    return changes._database


async def _rows(replica: Replica, member_id: str) -> int:
    statement = text("SELECT count(*) FROM app.rate_limits WHERE member_id = :id")
    return int(await _database(replica).read(lambda c: c.scalar(statement, {"id": member_id})) or 0)


async def test_what_two_processes_let_through_together_is_what_one_person_may_change(
    pair: tuple[Replica, Replica], signed_in: dict[str, str]
) -> None:
    answers = await asyncio.gather(
        *(_add(replica, signed_in) for replica in pair for _ in range(CHANGES))
    )
    assert sorted(each.status_code for each in answers) == [201] * CHANGES + [429] * CHANGES
    items = (await pair[0].client.get(f"{TASKS}?limit=500", headers=signed_in)).json()["items"]
    assert len(items) == CHANGES


async def test_a_refusal_says_when_to_come_again_and_that_nothing_was_changed(
    pair: tuple[Replica, Replica], signed_in: dict[str, str]
) -> None:
    await _spend(pair[0], signed_in)
    for replica in pair:
        refused = await _add(replica, signed_in)
        assert refused.status_code == 429
        problem = refused.json()
        assert problem["code"] == "RATE_LIMITED"
        assert problem["requestId"] == refused.headers["x-request-id"]
        seconds = int(refused.headers["retry-after"])
        assert 0 < seconds <= 1 / SLOW + 1
        assert f"{seconds} s" in problem["detail"]


async def test_others_are_not_held_up_by_somebody_who_is_too_fast(
    pair: tuple[Replica, Replica], headers: Headers, person: str
) -> None:
    await _spend(pair[0], headers(person))
    assert (await _add(pair[0], headers(person))).status_code == 429
    assert (await _add(pair[0], headers(f"other-{person}"))).status_code == 201
    assert (await pair[0].client.get(TASKS, headers=headers(person))).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"X-Forwarded-For": "10.9.8.7"},
        {"X-Real-IP": "10.9.8.7"},
        {"Forwarded": "for=10.9.8.7"},
        {"X-User-ID": "somebody"},
        {"X-Forwarded-User": "somebody"},
    ],
    ids=lambda forged: next(iter(forged)),
)
async def test_what_a_request_says_of_itself_has_no_effect_on_the_limits_s14(
    pair: tuple[Replica, Replica], headers: Headers, person: str, forged: dict[str, str]
) -> None:
    own, other = headers(person), headers(f"other-{person}")
    await _spend(pair[0], own)
    assert (await _add(pair[0], own | forged)).status_code == 429
    assert (await _add(pair[0], other | forged)).status_code == 201
    for _ in range(READS):
        answer = await pair[0].client.get(TASKS, headers=own | forged | {"X-Try": uuid4().hex})
        assert answer.status_code == 200
    assert (await pair[0].client.get(TASKS, headers=own | forged)).status_code == 429


async def test_reads_are_limited_by_each_process_and_write_nothing(
    pair: tuple[Replica, Replica], signed_in: dict[str, str], person: str
) -> None:
    first, second = pair
    for _ in range(READS - 1):
        assert (await first.client.get(TASKS, headers=signed_in)).status_code == 200
    parsed = await first.client.post(
        "/api/v1/parse", json={"text": "buy milk", "timeZone": "UTC"}, headers=signed_in
    )
    assert parsed.status_code == 200
    refused = await first.client.get(TASKS, headers=signed_in)
    assert (refused.status_code, refused.json()["code"]) == (429, "RATE_LIMITED")
    assert int(refused.headers["retry-after"]) > 0
    assert (await second.client.get(TASKS, headers=signed_in)).status_code == 200
    assert await _rows(first, person) == 0


async def test_many_changes_ask_the_database_once_for_leave(
    settings: Settings, signed_in: dict[str, str]
) -> None:
    roomy = settings.model_copy(update={"limit_changes_burst": 200})

    async with running_replica(roomy) as replica:
        with statements_of(_limiting(replica)) as sent:
            await _spend(replica, signed_in, 10)
            assert _asked(sent) == 1
            await _spend(replica, signed_in, 1)
            assert _asked(sent) == 2


def _asked(sent: list[str]) -> int:
    """Count the statements for leave; the connection notifies of changes besides."""
    return sum("rate_limits" in each for each in sent)


async def test_a_program_that_speaks_mcp_is_limited_with_a_code(
    pair: tuple[Replica, Replica], signed_in: dict[str, str]
) -> None:
    await _spend(pair[0], signed_in)
    program = Program(pair[0].application, signed_in)
    assert (await program.refused("add_task", title="a")).startswith("RATE_LIMITED: ")


async def test_a_calendar_program_is_limited(
    pair: tuple[Replica, Replica], signed_in: dict[str, str], person: str
) -> None:
    client = pair[0].client
    made = await make_app_password(client, signed_in)
    await _spend(pair[0], signed_in, CHANGES - 1)
    auth = (person, made["password"])
    one = {"Depth": "0"}
    home = f"/dav/calendars/{person}/"
    refused = await client.request("MKCALENDAR", f"{home}x/", auth=auth)
    assert (refused.status_code, bool(refused.headers["retry-after"])) == (429, True)
    for _ in range(READS - 1):
        assert (await client.request("PROPFIND", home, headers=one, auth=auth)).status_code == 207
    refused = await client.request("PROPFIND", home, headers=one, auth=auth)
    assert (refused.status_code, bool(refused.headers["retry-after"])) == (429, True)


async def test_without_its_table_each_process_limits_changes_by_itself(
    settings: Settings, signed_in: dict[str, str]
) -> None:
    """The limiter is lost: nobody is refused for that, and nobody is without a limit either."""
    async with running_replica(settings) as replica:
        database = _database(replica)
        await _rename(database, "rate_limits", "rate_limits_away")
        try:
            await _spend(replica, signed_in)
            assert (await _add(replica, signed_in)).status_code == 429
            assert (await replica.client.get(TASKS, headers=signed_in)).status_code == 200
        finally:
            await _rename(database, "rate_limits_away", "rate_limits")


async def test_a_row_that_somebody_holds_delays_no_change_for_long(
    settings: Settings,
    signed_in: dict[str, str],
    person: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "ASKED_SECONDS", 0.2)
    async with running_replica(settings) as replica, running_replica(settings) as other:
        await _spend(replica, signed_in, 1)
        async with _database(other).engine.connect() as connection:
            lock = text("SELECT FROM app.rate_limits WHERE member_id = :id FOR UPDATE")
            await connection.execute(lock, {"id": person})
            await _spend(other, signed_in, 2)


async def _rename(database: Database, old: str, new: str) -> None:
    statement = text(f"ALTER TABLE app.{old} RENAME TO {new}")
    await database.write(lambda connection: connection.execute(statement))


@pytest.mark.parametrize(("seconds", "said"), [(0.001, 1), (1.0, 1), (1.2, 2), (99.5, 100)])
def test_whoever_waits_as_long_as_was_said_has_waited_enough(seconds: float, said: int) -> None:
    assert whole_seconds(seconds) == said


def test_a_burst_is_let_through_and_then_as_many_as_the_rate_gives() -> None:
    buckets = Buckets(Rate(per_second=10, burst=3))
    taken = [buckets.take("ada", 0.0) for _ in range(4)]
    assert taken[:3] == [0, 0, 0]
    assert taken[3] == pytest.approx(0.1)
    assert buckets.take("bob", 0.0) == 0
    assert buckets.take("ada", 0.1) == 0
    assert buckets.take("ada", 0.1) > 0
    assert [buckets.take("ada", 100.0) for _ in range(4)][:3] == [0, 0, 0]


def test_whoever_is_forgotten_begins_anew_and_memory_has_an_end() -> None:
    buckets = Buckets(Rate(per_second=1, burst=1), most=2)
    assert [buckets.take(name, 0.0) for name in ("a", "b", "c", "a")] == [0, 0, 0, 0]
    assert buckets.take("c", 0.0) > 0


@given(
    st.lists(st.floats(0, 5, allow_nan=False), min_size=1, max_size=60),
    st.floats(0.5, 50),
    st.integers(1, 20),
)
def test_no_span_of_time_has_more_than_the_burst_and_what_the_rate_gives(
    pauses: list[float], per_second: float, burst: int
) -> None:
    buckets, now, admitted = Buckets(Rate(per_second, burst)), 0.0, []
    for pause in pauses:
        now += pause
        if buckets.take("ada", now) == 0:
            admitted.append(now)
    for first, begin in enumerate(admitted):
        for last in range(first, len(admitted)):
            most = burst + (admitted[last] - begin) * per_second
            assert last - first + 1 <= most + 0.01
