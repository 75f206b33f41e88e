"""Measures streams of events: `python tools/bench_events.py --streams=10000 --seconds=20`.

Two services run on a new database of the server that TASKORA_TEST_DATABASE_URL names. Changes are
made through the first; all streams are open at the second, and ten of them receive the changes.
Then the second service is asked to end, as in a rollout, and all come back to the first. One line
of JSON says how long a change took to arrive, the memory of the second service, and how the streams
ended and came back.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

import httpx2
from pydantic import AnyHttpUrl, SecretStr

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / each) for each in ("src", "tests", "tools")]

from event_client import EventClient, open_stream  # noqa: E402 - after the path is set.
from event_rollout import Rollout, roll_out  # noqa: E402
from support.issuer import Issuer, running_issuer  # noqa: E402
from support.postgres import create_database  # noqa: E402
from support.process import Service, running_service  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import Settings  # noqa: E402

USAGE = "API_BENCH_EVENTS: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:bench-events"
EXIT_USAGE = 2
FOLLOWERS = 10
STREAMS_EACH = 10
OPENED_AT_ONCE = 16
# The task that makes the own space of the person comes before.
FIRST_SEQUENCE = 2
CHANGES_PER_SECOND = 10
PATIENCE_SECONDS = 60
# Sockets of this program, and of a service, beside the streams.
FILES_BESIDE = 500


@dataclass(frozen=True)
class Figures:
    """Milliseconds from a moment of a change to its event at a client, and memory in MB."""

    streams: int
    changes: int
    received: int
    opened_in_seconds: float
    from_sending_p50: float
    from_sending_p99: float
    from_answer_p50: float
    from_answer_p99: float
    memory_before: float
    memory_open: float
    memory_after: float
    rollout: Rollout


async def measure(server_url: str, streams: int, seconds: float) -> Figures:
    """Open the streams, make changes for some seconds, and say what it took."""
    database_url = await create_database(server_url)
    with running_issuer() as issuer:
        settings = Settings(
            database_url=SecretStr(database_url), auth_jwks_url=AnyHttpUrl(issuer.url)
        )
        await migrate(settings)
        with _two_services(database_url, issuer) as (first, second):
            return await _measure(first, second, issuer, streams, seconds)


@contextmanager
def _two_services(database_url: str, issuer: Issuer) -> Iterator[tuple[Service, Service]]:
    environment = {
        "DATABASE_URL": database_url,
        "AUTH_JWKS_URL": issuer.url,
        "LOG_LEVEL": "warning",
    }
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        first, second = (
            stack.enter_context(running_service(environment, Path(folder) / str(number)))
            for number in range(2)
        )
        yield first, second


async def _measure(
    first: Service, second: Service, issuer: Issuer, streams: int, seconds: float
) -> Figures:
    owner = issuer.token(f"owner-{uuid4().hex}", exp=int(time.time()) + 3600)
    headers = {"Authorization": f"Bearer {owner}"}
    async with httpx2.AsyncClient(base_url=first.url, trust_env=False, timeout=30) as api:
        (await api.post("/api/v1/tasks", json={"title": "0"}, headers=headers)).raise_for_status()
        before = _memory(second)
        began = time.perf_counter()
        followers = await _open(second, [owner], FOLLOWERS, is_follower=True)
        people = -(-max(streams - FOLLOWERS, 0) // STREAMS_EACH)
        exp = int(time.time()) + 3600
        tokens = [issuer.token(f"idle-{number}", exp=exp) for number in range(people)]
        idle = await _open(second, tokens, max(streams - FOLLOWERS, 0), is_follower=False)
        clients = followers + idle
        opened = time.perf_counter() - began
        memory = _memory(second)
        sent, answered = await _change(api, headers, followers, seconds)
        after = _memory(second)
        rollout = await _roll_out(first, second, clients, api, headers)
    changes = list(enumerate(zip(sent, answered, strict=True), start=FIRST_SEQUENCE))
    arrived = [(_arrival(each, n), moments) for each in followers for n, moments in changes]
    from_sending = [(at - moments[0]) * 1000 for at, moments in arrived]
    from_answer = [max(0, at - moments[1]) * 1000 for at, moments in arrived]
    return Figures(
        streams=len(clients),
        changes=len(sent),
        received=len(from_sending),
        opened_in_seconds=round(opened, 1),
        from_sending_p50=_quantile(from_sending, 50),
        from_sending_p99=_quantile(from_sending, 99),
        from_answer_p50=_quantile(from_answer, 50),
        from_answer_p99=_quantile(from_answer, 99),
        memory_before=before,
        memory_open=memory,
        memory_after=after,
        rollout=rollout,
    )


async def _roll_out(
    first: Service,
    second: Service,
    clients: Sequence[EventClient],
    api: httpx2.AsyncClient,
    headers: dict[str, str],
) -> Rollout:
    """End the second service, change a task while nobody listens, and see that followers know."""

    async def meanwhile() -> None:
        answer = await api.post("/api/v1/tasks", json={"title": "meanwhile"}, headers=headers)
        answer.raise_for_status()

    rollout, back = await roll_out(second, first, clients, meanwhile)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not all(each.received for each in back if each.is_follower):  # noqa: ASYNC110 - as below.
            await asyncio.sleep(0.05)
    for client in back:
        client.close()
    return rollout


async def _open(
    service: Service, tokens: Sequence[str], count: int, *, is_follower: bool
) -> list[EventClient]:
    """Open streams, some at once; each person has as many as one may have."""
    gate = asyncio.Semaphore(OPENED_AT_ONCE)

    async def one(token: str) -> EventClient:
        async with gate:
            return await open_stream(service.url, token, is_follower=is_follower)

    return await asyncio.gather(*(one(tokens[number % len(tokens)]) for number in range(count)))


async def _change(
    api: httpx2.AsyncClient,
    headers: dict[str, str],
    followers: Sequence[EventClient],
    seconds: float,
) -> tuple[list[float], list[float]]:
    """Make changes, one after the other, and wait until the last one was received by everybody."""
    sent: list[float] = []
    answered: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or not sent:
        sent.append(time.perf_counter())
        answer = await api.post("/api/v1/tasks", json={"title": "x"}, headers=headers)
        answered.append(time.perf_counter())
        answer.raise_for_status()
        await asyncio.sleep(1 / CHANGES_PER_SECOND)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not _have_arrived(followers, len(sent)):  # noqa: ASYNC110 - what comes is many events.
            await asyncio.sleep(0.05)
    return sent, answered


def _have_arrived(followers: Sequence[EventClient], changes: int) -> bool:
    """Whether everybody knows of the newest of so many changes."""
    newest = FIRST_SEQUENCE + changes - 1
    return all(each.received and each.received[-1][0] >= newest for each in followers)


def _arrival(follower: EventClient, sequence: int) -> float:
    """When a client knew of a change; changes that come close together may be one event."""
    return next(at for known, at in follower.received if known >= sequence)


def _quantile(values: Sequence[float], percent: int) -> float:
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 1)


def _memory(service: Service) -> float:
    """What the service has in memory, in MB."""
    pages = int(Path(f"/proc/{service.process.pid}/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6, 1)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measures streams of events.")
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args(arguments)
    server_url = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if not server_url:
        sys.stderr.write(f"{USAGE}\n")
        return EXIT_USAGE
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = options.streams + FILES_BESIDE
    resource.setrlimit(
        resource.RLIMIT_NOFILE,
        (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard),
    )
    configure_logging("warning")
    figures = asyncio.run(measure(server_url, options.streams, options.seconds))
    print(json.dumps(asdict(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
