"""Measures how many mutants the tests notice: `python -m mutation [ROOM...]`, all rooms if none.

Each mutant is tried in a copy of this process, which runs the tests that run its statement until
one of them fails. A run goes on where the last one ended, and begins anew after a change of a
module, a test or this program. It exits with 1 where fewer than 85 percent are noticed, with 2
where a test fails without a fault, and with 3 where mutants are left to be tried.
"""

import argparse
import os
import random
import sys
import time

import dateutil.rrule  # noqa: F401 - the copies share what is imported.
import sqlalchemy.ext.asyncio  # noqa: F401
import sqlmodel  # noqa: F401

from mutation.baseline import TestsFailError
from mutation.documents import write_score
from mutation.mutants import mutants_of
from mutation.report import WANTED_PERCENT, Report
from mutation.results import Results
from mutation.rooms import PROJECT, ROOMS, Room
from mutation.runs import Run, progress


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nx run api:mutation", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after these")
    parser.add_argument("--sample", type=int, help="so many of each room, always the same")
    parser.add_argument("--document", action="store_true", help="write the score into it")
    arguments = parser.parse_args()
    unknown = set(arguments.rooms) - ROOMS.keys()
    if unknown:
        parser.error(f"there is no room {min(unknown)}. Do: name one of {', '.join(ROOMS)}")
    return arguments


def measure_room(room: Room, deadline: float, sample: int | None) -> Report | None:
    """Try the mutants of a room, and write its report; None where a test fails anyhow."""
    results = Results(room)
    run = Run(room, results, deadline, progress())
    try:
        baseline = run.baseline()
    except TestsFailError as error:
        sys.stderr.write(f"{error} fails without a fault. Do: run it, and mend that first\n")
        return None
    mutants = [each for path in room.modules for each in mutants_of(path)]
    if sample is not None:
        mutants = random.Random(1).sample(mutants, min(sample, len(mutants)))  # noqa: S311
    known = results.read()
    run.try_all([each for each in mutants if each.name not in known], baseline)
    report = Report(room, mutants, results.read())
    report.write()
    print(report.markdown())
    return report


def _code_of(report: Report | None) -> int:
    if report is None:
        return 2
    if report.left:
        return 3
    for name in report.stale:
        print(f"is no equivalent mutant that lives: {name}")
    return 1 if report.stale or report.total.percent < WANTED_PERCENT else 0


def main() -> int:
    """Do all rooms that are named; the answer is the worst exit code."""
    arguments = _arguments()
    os.chdir(PROJECT)
    deadline = time.monotonic() + arguments.seconds
    named = arguments.rooms or list(ROOMS)
    codes = []
    for name in named:
        report = measure_room(ROOMS[name], deadline, arguments.sample)
        codes.append(_code_of(report))
        if arguments.document and report is not None and not report.left:
            write_score(report, arguments.sample)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
