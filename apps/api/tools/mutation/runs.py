"""Trying the mutants of a room, as many as there is time for."""

import os
import time
from collections.abc import Callable, Sequence
from typing import TextIO

from mutation import afresh, databases
from mutation.baseline import Baseline, measure
from mutation.mutants import Mutant
from mutation.processes import in_a_copy
from mutation.results import Results
from mutation.rooms import Room
from mutation.session import Session, with_session
from mutation.trial import Fate, Result, in_place, result_of

_UNLIMITED = 10**6
# Of the processor, for importing the product and the tests again.
_IMPORT_SECONDS = 10

Attempt = Callable[[Mutant, list[str]], Result]


class Run:
    """Tries mutants until its deadline, and says on `progress` what becomes of them."""

    def __init__(self, room: Room, results: Results, deadline: float, progress: TextIO) -> None:
        self._room = room
        self._results = results
        self._deadline = deadline
        self._progress = progress

    def baseline(self) -> Baseline:
        """The baseline that is known, or a new one.

        Raises:
            TestsFailError: a test fails without any fault.
        """
        if self._room.has_database:
            databases.prepare()
        return self._results.begin() or self._measured()

    def _measured(self) -> Baseline:
        self._say(f"{self._room.name}: each test once, without a fault")
        found: list[Baseline] = []

        def work() -> Baseline:
            self._with_session(lambda session: found.append(measure(session, self._room)))
            return found[0]

        measured = in_a_copy(work, _UNLIMITED, _UNLIMITED)
        self._results.begin(measured)
        return measured

    def _with_session(self, work: Callable[[Session], None]) -> None:
        with_session(self._room.tests, work, has_database=self._room.has_database)

    def try_all(self, mutants: Sequence[Mutant], baseline: Baseline) -> None:
        """Try mutants, those that can be put in place first."""
        in_functions = [each for each in mutants if each.is_put_in_place]
        on_import = [each for each in mutants if not each.is_put_in_place]

        def with_functions() -> None:
            self._with_session(
                lambda session: self._each(in_functions, baseline, in_place(session, baseline))
            )

        if in_functions:
            in_a_copy(with_functions, _UNLIMITED, _UNLIMITED)
        self._each(on_import, baseline, self._afresh(baseline))

    def _each(self, mutants: Sequence[Mutant], baseline: Baseline, attempt: Attempt) -> None:
        noticed_by: dict[str | None, str] = {}
        for number, mutant in enumerate(mutants, start=1):
            if time.monotonic() > self._deadline:
                return
            tests = baseline.in_order(
                baseline.tests_of(mutant),
                # What noticed the last one of this function is likely to notice this one.
                noticed_by.get(mutant.function),
                by_file=self._room.has_database,
            )
            result = attempt(mutant, tests) if tests else Result(Fate.UNTESTED)
            if self._room.has_database:
                databases.remove_left()
            if result.test is not None:
                noticed_by[mutant.function] = result.test
            self._results.add(mutant.name, result)
            self._say(f"{number}/{len(mutants)} {result.fate}: {mutant.place} {mutant.name}")

    def _afresh(self, baseline: Baseline) -> Attempt:
        def attempt(mutant: Mutant, tests: list[str]) -> Result:
            has_database = self._room.has_database
            return result_of(
                lambda: afresh.first_failure(mutant, tests, has_database=has_database),
                baseline.seconds_of(tests) + _IMPORT_SECONDS,
            )

        return attempt

    def _say(self, text: str) -> None:
        print(text, file=self._progress, flush=True)


def progress() -> TextIO:
    """Where a run may write although the tests are silent."""
    return os.fdopen(os.dup(1), "w")
