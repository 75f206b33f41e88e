"""docs/filters.md has every term, every key and every code, and its examples are filters."""

import re
from html import unescape
from pathlib import Path

import pytest

from taskora_api.filters.building import FLAGS
from taskora_api.filters.columns import ATTRIBUTES
from taskora_api.filters.errors import FIXES, Code
from taskora_api.filters.grammar import SHORTHANDS
from taskora_api.filters.limits import NESTING_MAX, TERMS_MAX, TEXT_LENGTH_MAX
from taskora_api.filters.nodes import Everything
from taskora_api.filters.reading import read_filter
from taskora_api.filters.sorting import KEYS_MAX, NULLABLE, Key, read_sort
from taskora_api.filters.values import read_day
from taskora_api.filters.vocabulary import ALIASES, OPTIONAL, Field
from taskora_api.filters.writing import write

TEXT = (Path(__file__).parents[4] / "docs" / "filters.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`]+)`|<code>(.*?)</code>")


def _rows(heading: str) -> list[list[str]]:
    """Give the cells of the first table behind a heading."""
    table = TEXT.split(f"## {heading}\n")[1]
    lines = [line for line in table.split("\n## ")[0].splitlines() if line.startswith("|")]
    return [re.split(r" *(?<!\\)\| *", line.strip("| ")) for line in lines[2:]]


def _codes(cell: str) -> list[str]:
    return [unescape(a or b).replace(r"\|", "|") for a, b in _CODE.findall(cell)]


WRITTEN = _rows("How a filter is written")
TERMS = _rows("Terms")
EXAMPLES = [
    *(example for row in WRITTEN for example in _codes(row[0])),
    *(example for row in TERMS for example in _codes(row[-1])),
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_a_filter(example: str) -> None:
    tree = read_filter(example)
    assert tree != Everything()
    assert read_filter(write(tree)) == tree


def test_what_one_row_writes_differently_is_one_filter() -> None:
    same = [
        row for row in WRITTEN if row[1].startswith(("both hold", "one of them", "it does not"))
    ]
    assert len(same) == 3
    for row in same:
        assert len({read_filter(each) for each in _codes(row[0])}) == 1
    assert len(EXAMPLES) > 80


def test_each_field_flag_and_shorthand_has_its_row() -> None:
    terms = [_codes(row[0])[0] for row in TERMS]
    bare = [_codes(cell)[0] for row in TERMS for cell in row[:2] if _codes(cell)]
    assert sorted(each[:-1] for each in terms if each.endswith(":")) == sorted(Field)
    assert {each[3:] for each in terms if each.startswith("is:")} == set(FLAGS)
    assert set(SHORTHANDS) <= set(bare)


def test_each_field_has_its_column_and_its_other_names() -> None:
    for term, also, column, *_ in TERMS:
        name = _codes(term)[0]
        if name.endswith(":"):
            field = Field(name[:-1])
            aliases = {alias for alias, of in ALIASES.items() if of is field}
            assert {each.rstrip(":") for each in _codes(also)} == aliases
            assert ATTRIBUTES[field] == _codes(column)[0]


def test_what_can_be_empty_is_listed() -> None:
    sentence = re.search(r"`no:` take ([a-z,\s]+);", TEXT)
    assert sentence is not None
    assert set(re.findall(r"[a-z]+", sentence[1])) - {"and"} == OPTIONAL


def test_each_day_of_the_table_can_be_read() -> None:
    days = [day for row in _rows("Days") for day in _codes(row[0])]
    assert len(days) > 10
    assert [day for day in days if read_day(day) is None] == []


def test_each_key_has_its_row_and_says_whether_it_can_be_empty() -> None:
    found = {_codes(row[0])[0]: row[-1] for row in _rows("Sort orders")}
    assert found == {key: "yes" if key in NULLABLE else "no" for key in Key}
    assert read_sort("due,-priority,title").terms


def test_each_code_has_its_row_and_its_fix() -> None:
    assert [_codes(row[0])[0] for row in _rows("Errors")] == list(Code)
    assert FIXES.keys() == set(Code)


def test_the_limits_are_those_of_the_code() -> None:
    limits = f"At most {TEXT_LENGTH_MAX:,} characters, {TERMS_MAX} terms"
    assert limits in TEXT
    assert f"a nesting of {NESTING_MAX} " in TEXT
    assert KEYS_MAX == 5
