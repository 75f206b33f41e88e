"""Measures the request path and memory: `npx nx run api:bench [--rounds=6] [--seconds=2]`.

A minimal app, an earlier build and this working copy take turns, each as one process on the first
processor; the load and the database share the second one. It fails for wrong answers, and for no
figure. `--smoke` asks the minimal app and this working copy for a moment only;
`--soak-minutes=60` keeps this working copy busy afterwards, and says by how much it grows.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "tests")]

import httpx2  # noqa: E402 - after the path is set.

from bench import cases  # noqa: E402
from bench.cases import LISTED  # noqa: E402
from bench.load import Load, Plan  # noqa: E402
from bench.memory import (  # noqa: E402
    Memory,
    Sample,
    megabytes_of,
    memory_table,
    rest,
    slope_per_hour,
)
from bench.report import Run, figures_of, table_of  # noqa: E402
from bench.servers import (  # noqa: E402
    BASELINE,
    LOAD_PROCESSOR,
    BenchError,
    Server,
    pin,
    running_api,
    running_baseline,
    sources_of,
)
from support.issuer import Issuer, running_issuer  # noqa: E402
from support.orphans import WORKSPACE  # noqa: E402
from support.postgres import PostgresMissingError, embedded_postgres  # noqa: E402

# The last build before the request path was measured.
EARLIER = "90e45b6"
CONNECTIONS, SMOKE_CONNECTIONS = 16, 2
WARM_UP_SECONDS = 0.5
SOAK_SECONDS, SECONDS_PER_MINUTE = 3.0, 60
WORKING_COPY = "working-copy"
TOKEN_SECONDS = 6 * 3600


def _read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npx nx run api:bench --", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--only", default=",".join(cases.NAMES), help="cases, such as get,list")
    parser.add_argument("--earlier", default=EARLIER, help="commits, such as 90e45b6,HEAD; or none")
    parser.add_argument("--soak-minutes", type=float, default=0, help="load of this working copy")
    parser.add_argument("--smoke", action="store_true", help="check the answers, measure nothing")
    options = parser.parse_args(arguments)
    options.only, options.earlier = options.only.split(","), _commits(options.earlier)
    unknown = sorted(set(options.only) - set(cases.NAMES))
    if unknown:
        parser.error(f"--only: no case {unknown[0]}; there are {', '.join(cases.NAMES)}")
    if options.smoke:
        options.rounds, options.seconds, options.earlier = 1, 0.5, []
    options.connections = SMOKE_CONNECTIONS if options.smoke else CONNECTIONS
    return options


def _commits(text: str) -> list[str]:
    return [] if text == "none" else text.split(",")


def main(arguments: Sequence[str]) -> int:
    options = _read_options(arguments)
    # What is started from here on inherits it; each server is moved to a processor of its own.
    pin(LOAD_PROCESSOR)
    with ExitStack() as resources:
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="taskora-bench-")))
        issuer = resources.enter_context(running_issuer())
        postgres = resources.enter_context(embedded_postgres())
        servers = [resources.enter_context(running_baseline(postgres, folder))]
        builds = {commit: sources_of(commit, folder) for commit in options.earlier}
        builds[WORKING_COPY] = PROJECT / "src"
        for name, sources in builds.items():
            running = running_api(name, sources, postgres, issuer, folder)
            servers.append(resources.enter_context(running))
        at_rest = {} if options.smoke else {server: rest(server) for server in servers}
        plans = {server: _plans(server, issuer, options) for server in servers}
        runs = [
            _run(server, case, plans[server][case])
            for number in range(options.rounds)
            for case in options.only
            for server in [*servers[number % len(servers) :], *servers[: number % len(servers)]]
        ]
        after = {server: megabytes_of(server) for server in at_rest}
        slopes = _soak(servers[-1], plans[servers[-1]], options.soak_minutes)
    if options.smoke:
        print(f"{len(runs)} passed, 0 failed")
        return 0
    memories = [
        Memory(server.name, at_rest[server], after[server], slopes.get(server))
        for server in servers
    ]
    _keep(runs, memories, options)
    return 0


def _soak(server: Server, plans: dict[str, Plan], minutes: float) -> dict[Server, float]:
    """Keep a server busy with all cases in turn, and return by how much its memory grows."""
    if not minutes:
        return {}
    started, samples = time.monotonic(), list[Sample]()
    while (now := time.monotonic() - started) < minutes * SECONDS_PER_MINUTE:
        for case, plan in plans.items():
            soaking = replace(plan, warm_up_seconds=0, seconds=SOAK_SECONDS)
            _run(server, case, soaking, may_be_silent=True)
        samples.append(Sample(now, megabytes_of(server)))
        print(f"  soaked for {now:.0f} s: {samples[-1].megabytes:.1f} MB", file=sys.stderr)
    return {server: slope_per_hour(samples)}


def _plans(server: Server, issuer: Issuer, options: argparse.Namespace) -> dict[str, Plan]:
    """Add the people of a server; those who add tasks are others than those who read them."""

    def headers(name: str) -> dict[str, str]:
        if server.name == BASELINE:
            return {}
        return {"Authorization": f"Bearer {issuer.token(name, exp=_later())}"}

    with httpx2.Client(base_url=server.url, trust_env=False) as client:
        numbers = range(options.connections)
        readers = [cases.add_person(client, headers(f"reader-{n}"), LISTED) for n in numbers]
        writers = [cases.add_person(client, headers(f"writer-{n}"), 1) for n in numbers]
        warm_up = 0 if options.smoke else WARM_UP_SECONDS
        return {
            name: cases.plan_of(
                name, client, writers if name == "post" else readers, options.seconds, warm_up
            )
            for name in options.only
        }


def _later() -> int:
    return int(datetime.now(UTC).timestamp()) + TOKEN_SECONDS


def _run(server: Server, case: str, plan: Plan, *, may_be_silent: bool = False) -> Run:
    """Load a server with a case; what gives no answer is no figure, and during a soak no fault."""
    before = server.processor_seconds()
    loaded = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(plan)),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if loaded.returncode:
        raise BenchError(f"API_BENCH_LOAD: {loaded.stderr.strip()}. Do: run this bench again")
    load = Load(**json.loads(loaded.stdout))
    if load.wrong or not (load.answered or may_be_silent):
        raise cases.WrongAnswerError(
            f"API_BENCH_ANSWER: {load.wrong} of {load.whole} answers of {server.name} to {case} "
            "were wrong. Do: npx nx run api:test, then run this bench again"
        )
    used = server.processor_seconds() - before
    busy = used / (plan.warm_up_seconds + load.seconds)
    run = Run(
        server.name, case, load.answered / load.seconds, used / max(load.whole, 1) * 1e6, busy
    )
    if plan.warm_up_seconds:
        print(f"  {case} {server.name}: {run.per_second:.0f} requests/s", file=sys.stderr)
    return run


def _keep(runs: Sequence[Run], memories: Sequence[Memory], options: argparse.Namespace) -> None:
    figures = figures_of(runs)
    print(table_of(figures))
    print(memory_table(memories, [BASELINE, *options.earlier]))
    kept = {
        "at": datetime.now(UTC).isoformat(),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "rounds": options.rounds,
        "seconds": options.seconds,
        "figures": [asdict(figure) for figure in figures],
        "runs": [asdict(run) for run in runs],
        "memory": [asdict(memory) for memory in memories],
        "load average": os.getloadavg(),
    }
    file = WORKSPACE / "dist" / "bench" / "api.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=2) + "\n")
    print(f"kept in {file.relative_to(WORKSPACE)}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BenchError, PostgresMissingError, cases.WrongAnswerError) as error:
        sys.exit(str(error))
