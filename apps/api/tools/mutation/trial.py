"""What becomes of one mutant: whether a test notices it, and which."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import CodeType, FunctionType, ModuleType
from typing import Any

from mutation.baseline import Baseline
from mutation.mutants import Mutant
from mutation.processes import NoAnswerError, TimeIsOverError, in_a_copy
from mutation.session import Session

# Of the processor: this, and so many times as long as its tests take without a fault.
SECONDS_MIN = 5
TIMES_AS_LONG = 5
# What waits for something that never comes is ended after that many times as long, for the machine
# may be busy.
WAITS_AS_LONG = 10


class Fate(StrEnum):
    """What becomes of a mutant."""

    NOTICED = "noticed"
    ENDLESS = "endless"
    LIVES = "lives"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Result:
    """The fate of a mutant, and the first test that failed."""

    fate: Fate
    test: str | None = None


def in_place(session: Session, baseline: Baseline) -> Callable[[Mutant, list[str]], Result]:
    """Try mutants of functions: the functions that are there get the code with the fault."""

    def run(mutant: Mutant, tests: list[str]) -> Result:
        def work() -> str | None:
            _put(mutant)
            return session.first_failure(tests)

        return result_of(work, baseline.seconds_of(tests))

    return run


def result_of(work: Callable[[], str | None], seconds: float) -> Result:
    """Try a mutant in a copy of this process; one that never ends is noticed too."""
    limit = int(SECONDS_MIN + TIMES_AS_LONG * seconds)
    try:
        failed = in_a_copy(work, limit, WAITS_AS_LONG * limit)
    except TimeIsOverError:
        return Result(Fate.ENDLESS)
    except NoAnswerError:
        return Result(Fate.NOTICED)
    return Result(Fate.LIVES) if failed is None else Result(Fate.NOTICED, failed)


def _put(mutant: Mutant) -> None:
    codes = {code.co_qualname: code for code in _codes(mutant.compiled())}
    module = sys.modules[mutant.module]
    put = 0
    for function in _functions(module):
        if function.__code__.co_qualname == mutant.function:
            function.__code__ = codes[function.__code__.co_qualname]
            put += 1
    if not put:
        raise LookupError(f"{mutant.module} has no {mutant.function}")


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions and methods of a module, without what it imports."""
    for value in vars(module).values():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        for member in [value, *vars(value).values()] if isinstance(value, type) else [value]:
            function = _function(member)
            if function is not None:
                yield function


def _function(member: Any) -> FunctionType | None:  # noqa: ANN401 - whatever a module has.
    if hasattr(member, "cache_clear"):
        member.cache_clear()
    for name in ("fget", "__func__", "__wrapped__"):
        member = getattr(member, name, None) or member
    return member if isinstance(member, FunctionType) else None
