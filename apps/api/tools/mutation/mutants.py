"""A module with one fault in it."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from mutation.faults import FUNCTIONS, Fault, faults_of, is_silent

SOURCE = Path(__file__).parents[2] / "src"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault, and where it is.

    `function` is the outermost function that has it, None for what runs when the module is
    imported. `lines` are those of its statement. `name` stays as other lines come and go.
    """

    path: Path
    tree: ast.Module
    fault: Fault
    name: str
    function: str | None
    lines: range

    @property
    def module(self) -> str:
        """The name under which the module is imported."""
        return ".".join(self.path.relative_to(SOURCE).with_suffix("").parts)

    @property
    def place(self) -> str:
        """The file and line, for people."""
        return f"{self.path.relative_to(SOURCE.parent)}:{self.lines.start}"

    @property
    def is_put_in_place(self) -> bool:
        """Whether a function that is there can be given the code with the fault.

        Without its `super()` it would have another closure.
        """
        parts = ast.walk(self.fault.old)
        has_super = any(isinstance(each, ast.Name) and each.id == "super" for each in parts)
        return self.function is not None and not has_super

    def compiled(self) -> CodeType:
        """The code of the whole module with the fault."""
        with self.fault.applied():
            ast.fix_missing_locations(self.tree)
            return compile(self.tree, str(self.path), "exec")


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a module, from its first line on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: Counter[str] = Counter()
    found: list[Mutant] = []
    for fault, function, lines in _places(tree, "", None, range(1)):
        title = f"{path.stem} {function or 'on import'}: {_described(fault)}"
        known[title] += 1
        name = title if known[title] == 1 else f"{title} ({known[title]})"
        found.append(Mutant(path, tree, fault, name, function, lines))
    return sorted(found, key=lambda each: (each.lines.start, each.name))


def _places(
    node: ast.AST, prefix: str, function: str | None, lines: range
) -> Iterator[tuple[Fault, str | None, range]]:
    """Each fault below a node, with the outermost function and the statement that it is in."""
    lines = _lines(node) or lines
    if isinstance(node, ast.ClassDef):
        prefix = f"{node.name}."
    for fault in faults_of(node):
        inside = _inside(node, prefix, function, fault.field)
        # What is joined on import is a type.
        if inside is not None or not isinstance(fault.old, ast.BitOr):
            yield fault, inside, _lines(fault.old) or lines
    for field, value in ast.iter_fields(node):
        inside = _inside(node, prefix, function, field)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and not is_silent(node, field, part):
                yield from _places(part, prefix, inside, lines)


def _inside(node: ast.AST, prefix: str, function: str | None, field: str) -> str | None:
    """What of a function is not its body runs where the function is defined."""
    if function is None and field == "body" and isinstance(node, FUNCTIONS):
        return f"{prefix}{node.name}"
    return function


def _lines(node: ast.AST) -> range | None:
    """The lines of a statement; of one with others in it, those before them."""
    if not isinstance(node, ast.stmt):
        return None
    body = getattr(node, "body", None)
    end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
    return range(node.lineno, max(end, node.lineno) + 1)


def _described(fault: Fault) -> str:
    if isinstance(fault.new, ast.Pass):
        return f"without `{_text(fault.old)}`"
    if isinstance(fault.parent, ast.stmt) and getattr(fault.parent, "body", None):
        return f"`{_text(fault.old)}` is `{_text(fault.new)}`"
    old = _text(fault.parent)
    with fault.applied():
        return f"`{old}` is `{_text(fault.parent)}`"


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())
