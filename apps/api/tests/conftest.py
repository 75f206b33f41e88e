"""Fixtures: one server per run, one database per module, one client per module."""

import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx2
import hypothesis
import pytest
from fastapi import FastAPI
from pydantic import AnyHttpUrl, SecretStr

from support.caldav import Dav, serving_ann, talking
from support.calendar_store import ANN
from support.chat import Chat
from support.examples import examples
from support.issuer import Issuer, running_issuer
from support.postgres import Postgres, embedded_postgres
from support.product_calendars import ProductDav, make_app_password, product_calendar
from support.receivers import running_mailbox, running_receiver
from support.reminding import Reminding, delivering
from support.replicas import Replica, running_replica
from taskora_api.database.engine import Database
from taskora_api.logging import configure_logging
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings, Settings

# The same examples in every run: a build that fails must fail again when it is looked at. None has
# a deadline, for the machine may stand still in any of them.
hypothesis.settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, max_examples=examples(100)
)
hypothesis.settings.load_profile("repeatable")

Headers = Callable[..., dict[str, str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process has one left when the others end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what is there until the end: a million objects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def quiet() -> None:
    """Only what is wrong is logged."""
    configure_logging("warning")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server that tests may stop and start."""
    with embedded_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def server_url(request: pytest.FixtureRequest) -> str:
    """The server that databases are made on; another one can be named."""
    given = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if given:
        return given
    server: Postgres = request.getfixturevalue("postgres")
    return server.url()


@pytest.fixture(scope="module")
async def empty_database_url(server_url: str) -> AsyncIterator[str]:
    """A database that nothing has migrated."""
    async with new_database(server_url) as url:
        yield url


@pytest.fixture(scope="session")
async def template(server_url: str) -> AsyncIterator[str]:
    """The name of a migrated database, of which those of the modules are copies."""
    async with new_database(server_url) as url:
        await migrate(DatabaseSettings.model_validate({"database_url": url}))
        yield url.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
async def database_copy_url(server_url: str, template: str) -> AsyncIterator[str]:
    """A database with the newest schema; to migrate it again takes a moment."""
    async with new_database(server_url, template) as url:
        yield url


@asynccontextmanager
async def new_database(server_url: str, template: str = "template1") -> AsyncIterator[str]:
    """Make a database for the time of the block."""
    name = f"test_{uuid4().hex}"
    await run_statement(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield server_url.rsplit("/", 1)[0] + f"/{name}"
    finally:
        await run_statement(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def run_statement(url: str, statement: str) -> None:
    """Run one statement on a connection of its own."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    """Who signs the tokens."""
    with running_issuer() as running:
        yield running


@pytest.fixture(scope="module")
def settings(database_copy_url: str, issuer: Issuer) -> Settings:
    """The configuration of the service under test."""
    return Settings(
        database_url=SecretStr(database_copy_url),
        auth_jwks_url=AnyHttpUrl(issuer.url),
        ready_cache_seconds=0,
        # A machine that does other work beside may stand still for longer than a person waits;
        # the tests that are about the limit set their own.
        database_timeout_seconds=15,
        # One person of a test asks as fast as the machine can; test_rate_limits.py has limits.
        limit_reads_per_second=0,
        limit_changes_per_second=0,
        # What nobody asks for is asked for by the tests that are about it: others count statements.
        turn_watch_seconds=0,
    )


@pytest.fixture(scope="module")
async def application(settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, started, over a migrated database."""
    await migrate(settings)
    running = create_app(settings)
    async with running.router.lifespan_context(running):
        yield running


@pytest.fixture(scope="module")
async def client(application: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application, without a network in between."""
    transport = httpx2.ASGITransport(application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://api") as running:
        yield running


@pytest.fixture
def database(application: FastAPI) -> Database:
    """The database of the application."""
    found: Database = application.state.services.readiness._database
    return found


@pytest.fixture
async def reminding(
    application: FastAPI, database: Database, settings: Settings, person: str
) -> AsyncIterator[Reminding]:
    """Reminders of the person of this test, with a clock that stands."""
    assert application.state.services
    async with running_receiver() as receiver, running_mailbox() as mailbox:
        own = delivering(settings, receiver, mailbox)
        running = Reminding(database, own, person, receiver, mailbox)
        await running.empty()
        yield running
        await running.senders.close()


@pytest.fixture
def person() -> str:
    """Somebody whom no other test knows."""
    return f"person-{uuid4().hex}"


@pytest.fixture
def headers(issuer: Issuer) -> Headers:
    """Makes the headers of a signed-in person."""

    def make(subject: str, **overrides: object) -> dict[str, str]:
        return {"Authorization": f"Bearer {issuer.token(subject, **overrides)}"}

    return make


@pytest.fixture
def signed_in(headers: Headers, person: str) -> dict[str, str]:
    """The headers of the person of this test."""
    return headers(person)


@pytest.fixture(scope="module")
async def replicas(settings: Settings) -> AsyncIterator[tuple[Replica, Replica]]:
    """Two applications on one database, where a process that is silent for a second is dead."""
    await migrate(settings)
    own = settings.model_copy(update={"turn_lease_seconds": 1.0})
    async with running_replica(own) as first, running_replica(own) as second:
        yield first, second


@pytest.fixture
def chats(replicas: tuple[Replica, Replica], signed_in: dict[str, str]) -> tuple[Chat, Chat]:
    """One conversation of the person of this test, through each of the replicas."""
    conversation_id = uuid4()
    first, second = (replica.chat(signed_in, conversation_id) for replica in replicas)
    return first, second


@pytest.fixture
async def memory_dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers in memory."""
    async with talking() as running:
        yield running


@pytest.fixture
async def served_dav() -> AsyncIterator[Dav]:
    """The same over a real connection."""
    async with serving_ann() as running:
        yield running


@pytest.fixture(scope="module")
async def password_of_ann(client: httpx2.AsyncClient, issuer: Issuer) -> str:
    """An app password, of which the slow hash is made once for all tests of a module."""
    signed_in = {"Authorization": f"Bearer {issuer.token(ANN.id)}"}
    return str((await make_app_password(client, signed_in))["password"])


@pytest.fixture
async def product_dav(
    application: FastAPI, headers: Headers, password_of_ann: str
) -> AsyncIterator[ProductDav]:
    """Ann, and an empty calendar of hers in the product."""
    async with product_calendar(application, headers, password_of_ann) as running:
        yield running
