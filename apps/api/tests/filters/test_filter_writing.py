"""The canonical text of a filter."""

import pytest
from hypothesis import assume, given, settings

from support.examples import examples
from support.filter_population import filters
from taskora_api.filters.errors import FilterError
from taskora_api.filters.limits import TERMS_MAX, TEXT_LENGTH_MAX
from taskora_api.filters.nodes import Filter, leaves
from taskora_api.filters.reading import read_filter
from taskora_api.filters.writing import write


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("buy   milk", "buy & milk"),
        ("(a or b) and not c", "(a | b) & !c"),
        ("!(a & b)", "!(a & b)"),
        ("a & b | c", "a & b | c"),
        ("DUE<=today+7d", "due <= +7d"),
        ("due:week+1w", "due:week+1w"),
        ("done", "is:done"),
        ("!done", "is:open"),
        ("no due", "no:due"),
        ("has:repeat", "is:recurring"),
        ("label:home,Work c", "tag:home,Work & c"),
        ("tag:home | tag:Work", "tag:home,Work"),
        ("no:due | no:start", "no:due,start"),
        ("tag != home", "!tag:home"),
        ("priority>=Medium", "priority >= medium"),
        ('title="milk"', "title=milk"),
        ("duration:1h30m", "duration:90m"),
        ("time >= 9:05", "time >= 09:05"),
        ('"today" "two parts"', '"today" & "two parts"'),
        ('"-7d" "!"', '"-7d" & "!"'),
        ('assignee:"me" assignee:me', 'assignee:"me" & assignee:me'),
    ],
)
def test_a_filter_has_one_text(text: str, canonical: str) -> None:
    assert write(read_filter(text)) == canonical


@settings(max_examples=examples(500), deadline=None)
@given(filters)
def test_what_is_written_is_read_again(tree: Filter) -> None:
    text = write(tree)
    assume(len(text) <= TEXT_LENGTH_MAX and len(list(leaves(tree))) <= TERMS_MAX)
    assert read_filter(text) == tree


def test_what_can_be_read_can_be_read_from_its_canonical_text() -> None:
    deepest = "!(a | " * 10 + "tag:a,b" + ")" * 10
    tree = read_filter(deepest)
    assert read_filter(write(tree)) == tree
    with pytest.raises(FilterError):
        read_filter(f"!({deepest})")
