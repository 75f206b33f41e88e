"""The faults that can be put into a module, one at a time.

Left out is what nobody can notice or nobody has to: docstrings, annotations, decorators, type
variables, and texts for people, which are all texts with a blank in them and all that is said in
an exception. `LEFT_OUT` says so in the report.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LEFT_OUT = (
    "Left out: docstrings, annotations, decorators, type variables, texts with a blank in them, "
    "and what an exception says."
)
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
    ast.BitAnd: ast.BitOr,
}
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_REMOVED = (ast.Expr, ast.Raise, ast.Continue, ast.Break, ast.AugAssign, ast.Return)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Fault:
    """What takes the place of a part of the tree: `parent.field`, or one item of it."""

    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Put it in, and take it out again."""
        whole = getattr(self.parent, self.field)
        changed: ast.AST | list[ast.AST] = self.new
        if self.index is not None:
            changed = [*whole[: self.index], self.new, *whole[self.index + 1 :]]
        setattr(self.parent, self.field, changed)
        try:
            yield
        finally:
            setattr(self.parent, self.field, whole)


def faults_of(parent: ast.AST) -> Iterator[Fault]:
    """The faults of a node's own parts, in their order."""
    for field, value in ast.iter_fields(parent):
        parts = value if isinstance(value, list) else [value]
        for index, part in enumerate(parts):
            if isinstance(part, ast.AST) and not is_silent(parent, field, part):
                place = index if isinstance(value, list) else None
                for new in _replacements(parent, part):
                    yield Fault(parent, field, place, part, ast.copy_location(new, part))


def is_silent(parent: ast.AST, field: str, part: ast.AST) -> bool:
    """Say whether a part says nothing at run time, or only to people."""
    if field in {"annotation", "returns", "decorator_list"}:
        return True
    if isinstance(parent, ast.Expr) and isinstance(part, ast.Constant):
        return True
    if isinstance(parent, ast.Raise):
        return isinstance(part, ast.Call)
    return isinstance(part, ast.Call) and _called(part).endswith(("Error", "TypeVar"))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _replacements(parent: ast.AST, part: ast.AST) -> Iterator[ast.AST]:
    swapped = _SWAPS.get(type(part))
    if swapped is not None:
        yield swapped()
    match part:
        case ast.Constant():
            yield from _other_constants(part)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Name(id=name) if isinstance(parent, ast.Call) and name in _OPPOSITES:
            yield ast.Name(_OPPOSITES[name], ast.Load())
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(part.target, part.iter, [], part.is_async)
        case ast.stmt() if _can_be_removed(parent, part):
            yield ast.Pass()


def _other_constants(part: ast.Constant) -> Iterator[ast.Constant]:
    match part.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(value):
            yield ast.Constant(value + 1)
        case str(value) if " " not in value:
            yield ast.Constant(value + "~")


def _can_be_removed(parent: ast.AST, statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.Return():
            # Without its last statement a function says nothing, which is no small fault.
            return statement.value is not None and not isinstance(parent, FUNCTIONS)
    return isinstance(statement, _REMOVED)
