"""The database goes away in every way: nobody waits long, and all is well soon after."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.replicas import Replica, running_replica
from support.tasks import Tasks
from support.tcp_proxy import TcpProxy, running_proxy
from support.unhurried import within
from taskora_api.database.direct import observers_of
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

# What the guarantee is: nobody waits for longer, with or without an answer that is one.
LONGEST_SECONDS = 3.0
# After the database is back.
RECOVERY_SECONDS = 2.0

Away = Callable[[TcpProxy], None]
AWAY = [TcpProxy.cut, TcpProxy.stall]


@pytest.fixture(scope="module")
async def proxy(settings: Settings) -> AsyncIterator[TcpProxy]:
    """The way to the database."""
    await migrate(settings)
    url = make_url(settings.database_url.get_secret_value())
    async with running_proxy(url.host or "", url.port or 5432) as running:
        yield running


@pytest.fixture(scope="module")
async def replica(settings: Settings, proxy: TcpProxy) -> AsyncIterator[Replica]:
    """An application that reaches its database through the proxy."""
    url = make_url(settings.database_url.get_secret_value()).set(port=proxy.port)
    address = SecretStr(url.render_as_string(hide_password=False))
    limits = {
        name: Settings.model_fields[name].default
        for name in ("database_timeout_seconds", "database_retry_seconds")
    }
    own = settings.model_copy(update={"database_url": address, **limits})
    async with running_replica(own) as running:
        yield running


@pytest.fixture
def tasks(replica: Replica, headers: Headers) -> Tasks:
    """The tasks of somebody who is known to nobody."""
    return Tasks(replica.client, headers(f"person-{uuid4().hex}"))


@pytest.fixture(autouse=True)
def come_back(proxy: TcpProxy) -> None:
    """Each test begins with a way that is open."""
    proxy.restore()


async def _fill_pool(tasks: Tasks) -> None:
    """Open every connection that the pool may have."""
    await asyncio.gather(*(tasks.call("GET") for _ in range(30)))


def _is_unavailable(response: httpx2.Response) -> bool:
    is_honest = "Nothing was changed" in response.json()["detail"]
    return response.status_code == 503 and is_honest and int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("away", AWAY, ids=["cut", "silent"])
@pytest.mark.parametrize("is_pool_full", [True, False], ids=["a full pool", "after a cut"])
async def test_nobody_waits_longer_than_three_seconds(
    tasks: Tasks, proxy: TcpProxy, away: Away, is_pool_full: bool
) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    if is_pool_full:
        await _fill_pool(tasks)
    else:
        proxy.break_connections()
    away(proxy)
    async with within(LONGEST_SECONDS):
        answers = await asyncio.gather(
            *(tasks.call("GET") for _ in range(25)),
            *(tasks.call("POST", json={"title": "b"}) for _ in range(5)),
            *(tasks.call("PATCH", path, json={"title": f"{n}"}) for n in range(5)),
        )
    assert all(_is_unavailable(answer) for answer in answers)
    proxy.restore()
    assert await tasks.titles() == ["a"]


@pytest.mark.parametrize("away", AWAY, ids=["cut", "silent"])
async def test_who_asks_while_it_is_away_is_answered_when_it_is_back(
    tasks: Tasks, proxy: TcpProxy, away: Away
) -> None:
    await tasks.add("a")
    await _fill_pool(tasks)
    away(proxy)
    reads = [asyncio.create_task(tasks.call("GET")) for _ in range(8)]
    writes = [asyncio.create_task(tasks.call("POST", json={"title": "b"})) for _ in range(2)]
    await asyncio.sleep(0)
    accepted = proxy.accepted
    while proxy.accepted == accepted and away is TcpProxy.cut:
        await asyncio.sleep(0)
    proxy.restore()
    async with within(RECOVERY_SECONDS):
        answers = await asyncio.gather(*reads, *writes)
    assert {answer.status_code for answer in answers} == {200, 201}
    assert sorted(await tasks.titles()) == ["a", "b", "b"]


async def test_connections_that_fell_silent_keep_nobody_from_new_ones(
    tasks: Tasks, proxy: TcpProxy
) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    await _fill_pool(tasks)
    proxy.forget()
    async with within(LONGEST_SECONDS):
        answers = await asyncio.gather(
            *(tasks.call("GET") for _ in range(10)),
            *(tasks.call("PATCH", path, json={"completed": True}) for _ in range(3)),
        )
    assert {answer.status_code for answer in answers} == {200}
    assert await tasks.titles(status="done") == ["a"]
    changes = await tasks.changes()
    assert [change["kind"] for change in changes] == ["completed", "added"]


async def test_a_write_whose_commit_has_no_answer_is_not_said_to_have_failed(
    tasks: Tasks, proxy: TcpProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await tasks.add("a")
    commit = AsyncConnection.commit

    async def silent(connection: AsyncConnection) -> None:
        proxy.stall()
        await commit(connection)

    monkeypatch.setattr(AsyncConnection, "commit", silent)
    change: dict[str, Any] = {"json": {"title": "b"}, "headers": {"Idempotency-Key": "k1"}}
    async with within(LONGEST_SECONDS):
        answer = await tasks.call("PATCH", f"/{task['id']}", **change)
    monkeypatch.undo()
    proxy.restore()
    assert answer.status_code == 504
    assert "not known" in answer.json()["detail"]
    again = await tasks.call("PATCH", f"/{task['id']}", **change)
    assert (again.status_code, again.json()["version"]) == (200, 2)
    assert await tasks.titles() == ["b"]


async def test_an_addition_that_has_no_answer_is_not_said_to_have_failed(
    tasks: Tasks, proxy: TcpProxy, replica: Replica
) -> None:
    """It is one statement, which nobody knows of once it was sent."""
    await tasks.add("a")

    @contextmanager
    def silent(statement: str) -> Iterator[None]:
        if statement.startswith("WITH held"):
            proxy.stall()
        yield

    observers = observers_of(replica.services.tasks.database.engine)
    observers.append(silent)
    async with within(LONGEST_SECONDS):
        answer = await tasks.call("POST", json={"title": "b"}, headers={"Idempotency-Key": "k1"})
    observers.remove(silent)
    proxy.restore()
    assert answer.status_code == 504
    assert "not known" in answer.json()["detail"]
    again = await tasks.call("POST", json={"title": "b"}, headers={"Idempotency-Key": "k1"})
    assert again.status_code == 201
    assert sorted(await tasks.titles()) == ["a", "b"]


async def test_readiness_answers_before_its_prober_gives_up(
    replica: Replica, proxy: TcpProxy, tasks: Tasks
) -> None:
    await _fill_pool(tasks)
    proxy.stall()
    async with within(2):
        response = await replica.client.get("/ready")
    assert response.status_code == 503
    proxy.restore()
    async with within(2):
        assert (await replica.client.get("/ready")).status_code == 200
