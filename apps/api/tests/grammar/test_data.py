"""The data of a language hold together, and the engine has none of its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import taskora_api.grammar
from taskora_api.grammar.data_files import read_data
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.meaning import _KINDS

ROOM = Path(taskora_api.grammar.__file__).parent
LANGUAGES = sorted(path.stem for path in (ROOM / "data").glob("*.json") if len(path.stem) == 2)
# Kinds of times, ranges and durations are read elsewhere than those of days.
OTHER_KINDS = {"time", "hours", "wait", "range", "start", "end", "easter"}
# They are asked for by the engine itself.
ENGINE_CLASSES = {"priority_mark", "dash"}


def _kinds(template: object) -> Iterator[str]:
    if isinstance(template, dict):
        kind = template.get("k")
        if isinstance(kind, str) and not kind.startswith("$"):
            yield kind
        for value in template.values():
            yield from _kinds(value)
    if isinstance(template, list):
        for value in template:
            yield from _kinds(value)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_made_ready_and_all_its_kinds_are_known(code: str) -> None:
    assert load_language(code).code == code
    for name, rules in read_data(code)["rules"].items():
        for _, template in rules:
            assert set(_kinds(template)) <= _KINDS.keys() | OTHER_KINDS, name


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_class_is_a_rule_as_well_and_each_is_used(code: str) -> None:
    data, core = read_data(code), read_data("core")
    rules = core["rules"] | data["rules"]
    classes = core["lexicon"] | data["lexicon"]
    assert not rules.keys() & classes.keys()
    items = " ".join(written for alternatives in rules.values() for written, _ in alternatives)
    used = {item.strip("~?").split("[")[0] for item in items.split()}
    assert classes.keys() - used <= ENGINE_CLASSES


@pytest.mark.parametrize("code", LANGUAGES)
def test_values_in_figures_stand_in_order(code: str) -> None:
    """JavaScript puts such names first and in order, whatever the file says."""
    for name, values in read_data(code)["lexicon"].items():
        written = list(values)
        figures = [value for value in written if value.isdecimal()]
        others = [value for value in written if not value.isdecimal()]
        assert written == sorted(figures, key=int) + others, name


def _compared(tree: ast.AST) -> Iterator[str]:
    """Give the texts with which the folded words of a line are compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and ".word" in ast.unparse(node):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_the_engine_compares_words_with_marks_alone() -> None:
    for path in ROOM.glob("*.py"):
        compared = set(_compared(ast.parse(path.read_text(encoding="utf-8"))))
        assert [text for text in compared if any(map(str.isalpha, text))] == [], path.name
