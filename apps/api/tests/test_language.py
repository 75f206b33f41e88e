"""Names and comments have words that a newcomer can search for; docs/glossary.md has the terms."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

import taskora_api

SOURCES = Path(taskora_api.__file__).parent
# The list for all packages stands with the check of TypeScript.
SHARED = Path(__file__).parents[3] / "tools/rooms/language.ts"
WORD = {"word", "words"}
# The grammars are about the words of a text, and some of its callers have them.
ALLOWED = {
    "grammar/": WORD,
    "language/": WORD,
    "assistant/changes.py": WORD,
    "assistant/resolver.py": WORD,
    "assistant/undo_tool.py": WORD,
    # It reads phrases with the tables of the grammar.
    "exchange/phrases.py": WORD,
    # Cursors that clients hold have a field of this name.
    "tasks/cursor.py": WORD,
}


def _banned() -> set[str]:
    listed = re.search(r"const banned = new Set\((.*?)\.flat\(\)", SHARED.read_text(), re.DOTALL)
    assert listed is not None
    return set(re.findall(r"'([a-z]+)'", listed[1]))


def _places(source: str) -> Iterator[tuple[int, str]]:
    """Give names, comments and doc strings; what stands in other strings is for people."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            match first:
                case ast.Expr(value=ast.Constant(value=str(text)), lineno=line):
                    yield line, text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT}:
            yield token.start[0], token.string


def findings(source: str, allowed: frozenset[str] | set[str] = frozenset()) -> list[str]:
    banned = _banned() - allowed
    found = {
        (line, word)
        for line, text in _places(source)
        for word in map(str.lower, re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text))
        if word in banned
    }
    return [f"{line}: {word}" for line, word in sorted(found)]


def _allowed_in(name: str) -> set[str]:
    return {word for place, words in ALLOWED.items() if name.startswith(place) for word in words}


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.name)
def test_no_name_or_comment_has_a_word_that_only_this_project_understands(path: Path) -> None:
    name = path.relative_to(SOURCES).as_posix()
    assert findings(path.read_text(), _allowed_in(name)) == []


def test_what_is_allowed_is_needed() -> None:
    needed = {
        place
        for path in SOURCES.rglob("*.py")
        for place in ALLOWED
        if path.relative_to(SOURCES).as_posix().startswith(place) and findings(path.read_text())
    }
    assert needed == set(ALLOWED)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""What it tells."""\n', ["1: tells"]),
        ("class FirstLook:\n    pass\n", ["1: look"]),
        ("a = 1  # a way in\n", ["1: way"]),
        ("def split_wishes():\n    'Two wishes.'\n", ["1: wishes", "2: wishes"]),
        ("lookup = 'in words'\n", []),
    ],
)
def test_such_a_word_is_found(source: str, expected: list[str]) -> None:
    assert findings(source) == expected
