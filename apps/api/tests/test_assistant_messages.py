"""The sentences of the assistant stand in one place, each once, under one name (A3)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import taskora_api.assistant

ASSISTANT = Path(taskora_api.assistant.__file__).parent
MESSAGES = sorted((ASSISTANT / "messages").glob("*.py"))
OTHERS = sorted(set(ASSISTANT.rglob("*.py")) - set(MESSAGES))

# Words beside a space, be it the whole of a literal or a piece that others are joined to.
_SENTENCE = re.compile(r"[\w“”] | [\w“”]")
_WORDS = re.compile(r"\w+ \w+")
# What a program reads: lines of an event stream, and the name of a lock of a turn's call.
NOT_FOR_PEOPLE = {"data: ", ": waiting\n\n", "turn "}


def _literals(source: str) -> Iterator[str]:
    """Yield the text of a module without its docstrings; pieces of a formatted one singly."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.value


def _sentences(source: str) -> list[str]:
    return [
        each for each in _literals(source) if _SENTENCE.search(each) and each not in NOT_FOR_PEOPLE
    ]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_no_other_module_has_a_sentence(path: Path) -> None:
    assert _sentences(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    ['say("It is done.")', 'GONE = "not there"', 'f"{title} is done"', 'f", to “{title}”"'],
)
def test_a_sentence_is_seen_whole_or_in_pieces(source: str) -> None:
    assert _sentences(source) != []


def test_no_sentence_is_written_twice() -> None:
    written = [
        each.strip()
        for path in MESSAGES
        for each in _literals(path.read_text())
        if _WORDS.search(each)
    ]
    assert len(written) > len(MESSAGES)
    assert [each for each, count in Counter(written).items() if count > 1] == []


def test_no_name_has_two_meanings() -> None:
    names = [name for path in MESSAGES for name in _defined_names(path.read_text())]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def _defined_names(source: str) -> Iterator[str]:
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
