"""Mutation score of the ledger's and recurrence's pure rooms: `python tools/mutation.py [SAMPLE]`.

Each mutant is one module with one small fault, in a process of its own that runs the tests of its
room; a mutant that no test notices is printed. The tests need no database, so that a mutant costs
seconds: `ledger/undoing.py` is left to the tests over HTTP. SAMPLE takes that many of all mutants,
always the same ones. It exits with 1 below 85 percent.
"""

import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
import sqlalchemy.ext.asyncio  # noqa: F401 - the processes of the mutants share what is imported.
import sqlmodel  # noqa: F401

PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "src" / "taskora_api"
WANTED_PERCENT = 85
SECONDS_MAX = 120
_RECURRENCE = ("rule", "rrule_text", "rfc_rules", "completion", "editing", "pausing", "wall_clock")
_TESTS = {
    "ledger": ("ledger/test_chain.py", "ledger/test_merging.py", "ledger/test_ledger_replay.py"),
    "recurrence": tuple(f"recurrence/test_{name}.py" for name in (*_RECURRENCE, "walk")),
}
_MODULES = [
    *(SOURCE / "ledger" / f"{name}.py" for name in ("chain", "merging", "replay")),
    *(path for path in sorted((SOURCE / "recurrence").glob("*.py")) if path.stem != "__init__"),
]
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
}


def _faults(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Small faults of one node, each as what takes its place."""
    for name, value in ast.iter_fields(node):
        values = value if isinstance(value, list) else [value]
        for place, each in enumerate(values):
            swapped = _SWAPS.get(type(each))
            if swapped is not None and not isinstance(node, ast.arg | ast.AnnAssign):
                other = copy.deepcopy(node)
                if isinstance(value, list):
                    getattr(other, name)[place] = swapped()
                else:
                    setattr(other, name, swapped())
                yield f"{type(each).__name__} to {swapped.__name__}", other
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        other_value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} to {other_value}", ast.Constant(other_value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without not", node.operand
    if isinstance(node, ast.IfExp):
        yield "the other branch", ast.IfExp(node.test, node.orelse, node.body)


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._old:
            return ast.copy_location(self._new, node)
        visited: ast.AST = self.generic_visit(node)
        return visited


def mutants_of(path: Path) -> list[tuple[str, ast.AST]]:
    """Every mutant of a module, by what is wrong with it."""
    text = path.read_text(encoding="utf-8")
    count = sum(len(list(_faults(node))) for node in _bodies(ast.parse(text)))
    found: list[tuple[str, ast.AST]] = []
    for number in range(count):
        tree = ast.parse(text)
        every = ((node, fault) for node in _bodies(tree) for fault in _faults(node))
        node, (what, new) = next(each for at, each in enumerate(every) if at == number)
        mutant = ast.fix_missing_locations(_Put(node, new).visit(tree))
        where = f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"
        found.append((f"{where} {what}", mutant))
    return found


def _bodies(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes that run, in their order.

    Annotations say nothing at run time, and that nobody writes to a frozen dataclass, or gives it
    an attribute more, is what mypy proves.
    """
    skipped: set[int] = set()
    for node in ast.walk(tree):
        silent = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.ClassDef):
            silent += node.decorator_list
        for each in filter(None, silent):
            skipped |= {id(part) for part in ast.walk(each)}
    return (node for node in ast.walk(tree) if id(node) not in skipped)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant where its module is imported."""

    def __init__(self, path: Path, tree: ast.AST) -> None:
        self._path, self._tree = path, tree
        self._name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)

    def find_spec(
        self, name: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(ast.unparse(self._tree), str(self._path), "exec"), module.__dict__)  # noqa: S102


def is_noticed(path: Path, tree: ast.AST | None) -> bool:
    """Run the tests of a module's room on a mutant; one that never ends is noticed too."""
    child = os.fork()
    if child == 0:
        os._exit(_run_tests(path, tree))
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return True


def _run_tests(path: Path, tree: ast.AST | None) -> int:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    if tree is not None:
        sys.meta_path.insert(0, _Finder(path, tree))
    hypothesis.settings.register_profile("few", derandomize=True, database=None, max_examples=20)
    hypothesis.settings.load_profile("few")
    tests = [str(PROJECT / "tests" / name) for name in _TESTS[path.parent.name]]
    options = ["-x", "-q", "--noconftest", "--assert=plain", "-W", "ignore"]
    with suppress(BaseException):
        return int(pytest.main([*options, *tests]))
    return 1


def main(sample: int | None) -> int:
    """Print each mutant that lives, then the score."""
    os.chdir(PROJECT)
    for path in (_MODULES[0], _MODULES[-1]):
        if is_noticed(path, None):
            sys.stderr.write("the tests fail without a mutant. Do: run them, and mend that first\n")
            return 2
    every = [(path, *mutant) for path in _MODULES for mutant in mutants_of(path)]
    total = len(every)
    chosen = every if sample is None else random.Random(1).sample(every, min(sample, total))  # noqa: S311
    noticed = 0
    for path, what, tree in chosen:
        if is_noticed(path, tree):
            noticed += 1
        else:
            print(f"lives: {what}", flush=True)
    percent = 100 * noticed / len(chosen)
    print(f"{noticed} of {len(chosen)} mutants are noticed, {percent:.1f} % ({total} in all)")
    return 0 if percent >= WANTED_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
