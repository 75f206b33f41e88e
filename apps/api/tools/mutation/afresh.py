"""A mutant of what runs on import: everything of the product is imported with it."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType

from mutation.mutants import Mutant
from mutation.session import Session, with_session


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant where its module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, self._mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self._mutant.compiled(), module.__dict__)  # noqa: S102


def first_failure(mutant: Mutant, tests: Sequence[str], *, has_database: bool) -> str | None:
    """Import everything with the fault, and run tests until one fails."""
    failed: list[str | None] = ["on import"]

    def work(session: Session) -> None:
        # A test that is named after a value has another name by now.
        known = [name for name in tests if name in session.items]
        failed[0] = session.first_failure(dict.fromkeys([*known, *session.items]))

    sys.meta_path.insert(0, _Finder(mutant))
    functions = dict.fromkeys(name.partition("[")[0] for name in tests)
    with_session(functions, work, has_database=has_database)
    return failed[0]
