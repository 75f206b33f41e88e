"""Measures the embedded assistant: `python tools/bench_assistant.py --tasks=100000 --rounds=20`.

A service runs on a new database of the server that TASKORA_TEST_DATABASE_URL names. Somebody with
few tasks and somebody with very many say the same in turn, each in a conversation of their own. It
prints milliseconds from sending to the first part of an answer, to its first words, and to its end.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

import httpx2
from pydantic import AnyHttpUrl, SecretStr

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

from support.issuer import Issuer, running_issuer  # noqa: E402 - after the path is set.
from support.made_tasks import fill  # noqa: E402
from support.postgres import create_database  # noqa: E402
from support.process import running_service  # noqa: E402
from taskora_api.database.engine import Database, create_engine  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import DatabaseSettings, Settings  # noqa: E402

USAGE = (
    "API_BENCH_ASSISTANT: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:bench-assistant"
)
EXIT_USAGE = 2
FEW = 20
FILL_TIMEOUT_SECONDS = 60
# A plan that goes for all values is made after five.
WARM_UP = 7
# What is said in each round, `{}` for what is different each time; "no" answers what is asked.
SAID: dict[str, tuple[str, ...]] = {
    "add": ("add water the violets {} tomorrow",),
    "complete by title": ("add paint fence {}", "complete paint fence {}"),
    "move": ("add call plumber {}", "move call plumber {} to 2031-05-06"),
    "list": ("list my tasks",),
    "what is due": ("what is due today",),
    "how many": ("how many tasks are open",),
    "one of very many words": ("complete milk", "no"),
    "undo": ("add sweep yard {}", "undo"),
}
CASES = tuple(SAID)


@dataclass
class Spent:
    """Milliseconds from sending a message, one of each for every answer."""

    first_part: list[float] = field(default_factory=list)
    first_words: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """What the answers of a case took for somebody with so many tasks; milliseconds."""

    case: str
    tasks: int
    answers: int
    first_part_p95: float
    first_words_p50: float
    first_words_p95: float
    whole_p50: float
    whole_p95: float


@dataclass
class Person:
    """Somebody who speaks with the assistant."""

    client: httpx2.AsyncClient
    token: str
    tasks: int
    spent: dict[str, Spent] = field(default_factory=dict)

    async def play(self, case: str, *, is_counted: bool) -> None:
        """Say what a case says in a new conversation; the last answer but one to a question counts.

        Raises:
            RuntimeError: an answer broke off.
        """
        conversation, name = str(uuid4()), uuid4().hex[:6]
        texts = SAID[case]
        counted = texts[0] if texts[-1] == "no" else texts[-1]
        for text in texts:
            moments = await self._say(conversation, text.format(name))
            if is_counted and text is counted:
                spent = self.spent.setdefault(case, Spent())
                for values, value in zip(
                    (spent.first_part, spent.first_words, spent.whole), moments, strict=True
                ):
                    values.append(value * 1000)

    async def _say(self, conversation: str, text: str) -> tuple[float, float, float]:
        body = {"conversationId": conversation, "text": text, "timeZone": "UTC"}
        first: float | None = None
        words: float | None = None
        is_ended = False
        begun = time.perf_counter()
        async with self.client.stream(
            "POST", "/api/v1/chat", json=body, headers={"Authorization": f"Bearer {self.token}"}
        ) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                if not line.startswith("data: "):
                    continue
                now = time.perf_counter() - begun
                first = now if first is None else first
                is_ended = line == "data: [DONE]"
                if words is None and not is_ended:
                    words = now if json.loads(line[6:])["type"] == "text-delta" else None
        if first is None or words is None or not is_ended:
            raise RuntimeError(f"API_BENCH_ASSISTANT: the answer to {text!r} broke off")
        return first, words, time.perf_counter() - begun

    def figures(self, case: str) -> Figures:
        """Say what the answers of a case took."""
        spent = self.spent[case]
        return Figures(
            case=case,
            tasks=self.tasks,
            answers=len(spent.whole),
            first_part_p95=_p95(spent.first_part),
            first_words_p50=round(median(spent.first_words), 1),
            first_words_p95=_p95(spent.first_words),
            whole_p50=round(median(spent.whole), 1),
            whole_p95=_p95(spent.whole),
        )


async def measure(server_url: str, *, tasks: int, rounds: int) -> list[Figures]:
    """Let both say the same in turn, on a service of their own."""
    database_url = await create_database(server_url)
    with running_issuer() as issuer, tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=SecretStr(database_url), auth_jwks_url=AnyHttpUrl(issuer.url)
        )
        await migrate(settings)
        await _fill(database_url, {"few": FEW, "many": tasks})
        environment = {
            "DATABASE_URL": database_url,
            "AUTH_JWKS_URL": issuer.url,
            "LOG_LEVEL": "warning",
        }
        with running_service(environment, Path(folder) / "log") as service:
            async with httpx2.AsyncClient(
                base_url=service.url, trust_env=False, timeout=60
            ) as client:
                return await _measured(client, issuer, tasks, rounds)


async def _measured(
    client: httpx2.AsyncClient, issuer: Issuer, tasks: int, rounds: int
) -> list[Figures]:
    people = [
        Person(client, issuer.token(name), count) for name, count in (("few", FEW), ("many", tasks))
    ]
    for number in range(-min(WARM_UP, rounds), rounds):
        for case in CASES:
            # Whoever begins has the caches less often warm.
            for person in people if number % 2 else reversed(people):
                await person.play(case, is_counted=number >= 0)
    return [person.figures(case) for case in CASES for person in people]


async def _fill(database_url: str, counts: dict[str, int]) -> None:
    # A batch of tasks takes longer than any request may.
    settings = {"database_url": database_url, "database_timeout_seconds": FILL_TIMEOUT_SECONDS}
    engine = create_engine(DatabaseSettings.model_validate(settings))
    try:
        for name, count in counts.items():
            await fill(Database(engine, 0), name, count)
    finally:
        await engine.dispose()


def table(all_figures: Sequence[Figures]) -> str:
    """Write a table in Markdown."""
    heads = ("case", "tasks", "answers", "first part, p95", "first words, p50 / p95", "whole")
    lines = [heads, ("---", *["---:"] * (len(heads) - 1))]
    lines += [
        (
            each.case,
            f"{each.tasks:,}",
            str(each.answers),
            str(each.first_part_p95),
            f"{each.first_words_p50} / {each.first_words_p95}",
            f"{each.whole_p50} / {each.whole_p95}",
        )
        for each in all_figures
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _p95(values: Sequence[float]) -> float:
    return round(quantiles(values, n=20, method="inclusive")[-1], 1)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measures the embedded assistant.")
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(arguments)
    server_url = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if not server_url:
        sys.stderr.write(f"{USAGE}\n")
        return EXIT_USAGE
    configure_logging("warning")
    print(table(asyncio.run(measure(server_url, tasks=options.tasks, rounds=options.rounds))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
