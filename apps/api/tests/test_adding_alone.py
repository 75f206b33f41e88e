"""A task that names nothing else is added by one statement, and as safely as by a transaction."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import Table, func, literal_column

from support.ledger import verified
from support.statements import statements_of
from support.tasks import Tasks
from support.waiting_locks import OF_THIS_DATABASE
from taskora_api.database.direct import observers_of
from taskora_api.database.engine import Database, create_engine
from taskora_api.ledger import at_once
from taskora_api.ledger.entries import Actor
from taskora_api.settings import Settings
from taskora_api.spaces.access import held_for_change
from taskora_api.spaces.personal import personal_space_id
from taskora_api.tasks import adding
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import NewTask
from taskora_api.tasks.service import TaskService

GATE = 7_461_999
_WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1"
)
_WAITING += f" AND {OF_THIS_DATABASE}"
KEY = {"Idempotency-Key": "key-1"}
LOST = asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")


@pytest.fixture
async def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test, whose space is there."""
    made = Tasks(client, signed_in)
    await made.add("first")
    return made


@pytest.fixture
def database(application: FastAPI) -> Database:
    """The database of the service that is asked."""
    database: Database = application.state.services.tasks.database
    return database


@contextmanager
def losing(database: Database, *, answers: int = 0, requests: int = 0) -> Iterator[list[str]]:
    """Lose the connection of so many additions after they are done, then of so many before."""
    met: list[str] = []

    @contextmanager
    def observer(statement: str) -> Iterator[None]:
        if not statement.startswith("WITH held"):
            yield
            return
        met.append(statement)
        if answers < len(met) <= answers + requests:
            raise LOST
        yield
        if len(met) <= answers:
            raise LOST

    observers_of(database.engine).append(observer)
    try:
        yield met
    finally:
        observers_of(database.engine).remove(observer)


@pytest.mark.parametrize("sent_with", [{}, KEY])
async def test_it_is_one_statement_with_a_key_or_without(
    tasks: Tasks, database: Database, sent_with: dict[str, str]
) -> None:
    # Leave to change something is taken for several changes at once.
    await tasks.add("second")
    with statements_of(database) as sent:
        answer = await tasks.call("POST", json={"title": "third"}, headers=sent_with)
    assert answer.status_code == 201
    assert len(sent) == 1


@pytest.mark.parametrize("sent_with", [{}, KEY])
async def test_one_whose_answer_was_lost_is_there_once_and_is_answered(
    tasks: Tasks, database: Database, settings: Settings, person: str, sent_with: dict[str, str]
) -> None:
    with losing(database, answers=1) as met:
        answer = await tasks.call("POST", json={"title": "milk"}, headers=sent_with)
    assert (len(met), answer.status_code) == (2, 201)
    assert sorted(await tasks.titles()) == ["first", "milk"]
    found = await tasks.call("GET", f"/{answer.json()['id']}")
    assert found.json() == answer.json()
    undone = await tasks.undo(answer)
    assert undone.status_code == 200
    report = (await verified(settings))[str(personal_space_id(person))]
    assert (report["whole"], report["entries"]) == (True, 3), report


async def test_a_key_whose_first_answer_was_lost_gives_it_again(
    tasks: Tasks, database: Database
) -> None:
    with losing(database, answers=1):
        first = await tasks.call("POST", json={"title": "milk"}, headers=KEY)
    again = await tasks.call("POST", json={"title": "milk"}, headers=KEY)
    other = await tasks.call("POST", json={"title": "bread"}, headers=KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["change-id"] == first.headers["change-id"]
    assert other.status_code == 422
    assert sorted(await tasks.titles()) == ["first", "milk"]


async def test_one_that_was_lost_before_it_was_done_is_done(
    tasks: Tasks, database: Database
) -> None:
    with losing(database, requests=2) as met:
        answer = await tasks.call("POST", json={"title": "milk"})
    assert (len(met), answer.status_code) == (3, 201)
    assert sorted(await tasks.titles()) == ["first", "milk"]


async def test_what_cannot_be_found_out_in_time_is_not_said_to_have_changed_nothing(
    tasks: Tasks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_retry_seconds", 0.1)
    with losing(database, answers=1, requests=100):
        answer = await tasks.call("POST", json={"title": "milk"})
    assert answer.status_code == 504
    assert "retry-after" not in answer.headers
    assert sorted(await tasks.titles()) == ["first", "milk"]


async def test_who_finds_out_waits_for_the_session_that_was_lost(
    tasks: Tasks, database: Database, settings: Settings, person: str
) -> None:
    """It may still work on what nobody waits for; until it ends, it holds the space."""
    other = await asyncpg.connect(settings.database_url.get_secret_value())
    transaction = other.transaction()
    await transaction.start()
    space_id = personal_space_id(person)
    await other.execute("SELECT FROM app.ledger_heads WHERE space_id = $1 FOR UPDATE", space_id)
    with losing(database, requests=1) as met:
        adding = asyncio.create_task(tasks.call("POST", json={"title": "milk"}))
        while len(met) < 4:
            await asyncio.sleep(0)
        assert not adding.done()
        await transaction.rollback()
        await other.close()
        assert (await adding).status_code == 201
    assert sorted(await tasks.titles()) == ["first", "milk"]


async def test_additions_and_other_changes_of_a_space_at_once_make_one_chain(
    tasks: Tasks, settings: Settings, person: str
) -> None:
    """Two processes add, as fast as they can, what a third one changes."""
    engines = [create_engine(settings) for _ in range(2)]
    services = [TaskService(Database(engine, 5)) for engine in engines]
    new = NewTask(title="many")
    adding = [each.add_tasks(person, [new], Actor.WEB) for _ in range(6) for each in services]
    (first,) = (await tasks.call("GET")).json()["items"]
    changing = [
        tasks.call("PATCH", f"/{first['id']}", json={"notes": str(number)}) for number in range(6)
    ]
    added, changed = await asyncio.gather(asyncio.gather(*adding), asyncio.gather(*changing))
    assert {answer.status_code for answer in changed} == {200}
    assert len({each.change_id for each in added}) == 12
    report = (await verified(settings))[str(personal_space_id(person))]
    assert (report["whole"], report["entries"]) == (True, 19), report
    for engine in engines:
        await engine.dispose()


async def test_one_that_began_before_another_change_ended_comes_after_it(
    tasks: Tasks, settings: Settings, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sees the space as it was when it began, and takes the head as it is."""
    table: Table = TaskRecord.__table__  # type: ignore[attr-defined]
    gate = func.pg_advisory_xact_lock(literal_column(str(GATE))).is_not(None)
    wanted = at_once.adding(held_for_change(gate), table)
    monkeypatch.setattr(adding, "_adding", lambda _beside: wanted)
    other = await asyncpg.connect(settings.database_url.get_secret_value())
    await other.execute("SELECT pg_advisory_lock($1)", GATE)
    waiting = asyncio.create_task(tasks.call("POST", json={"title": "milk"}))
    while not await other.fetchval(_WAITING, GATE):
        await asyncio.sleep(0.01)
    (first,) = (await tasks.call("GET")).json()["items"]
    changed = await tasks.call("PATCH", f"/{first['id']}", json={"notes": "changed"})
    assert (changed.status_code, waiting.done()) == (200, False)
    await other.close()
    assert (await waiting).status_code == 201
    report = (await verified(settings))[str(personal_space_id(person))]
    assert (report["whole"], report["entries"]) == (True, 3), report


async def test_who_gives_up_leaves_a_connection_that_others_can_use(
    tasks: Tasks, database: Database, person: str
) -> None:
    service = TaskService(database)
    with losing(database, requests=1000), pytest.raises(TimeoutError):
        await asyncio.wait_for(service.add_tasks(person, [NewTask(title="never")], Actor.WEB), 0.05)
    assert await tasks.titles() == ["first"]


async def test_a_space_of_others_is_refused_as_ever(tasks: Tasks) -> None:
    """Also where a field is wrong, for that would say that the space is there."""
    other = str(personal_space_id("somebody else"))
    for body in ({"title": "a"}, {"title": "a", "dueTime": "10:00"}):
        answer = await tasks.call("POST", json={**body, "spaceId": other})
        assert answer.status_code == 404
