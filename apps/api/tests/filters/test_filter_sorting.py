"""Sort orders as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.filter_sorts import sorts
from taskora_api.filters.errors import Code, FilterError
from taskora_api.filters.sorting import (
    Direction,
    Key,
    Nulls,
    Sort,
    SortTerm,
    read_sort,
    write_sort,
)

DOWN, FIRST = Direction.DESCENDING, Nulls.FIRST


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("", Sort()),
        (" ", Sort()),
        ("due", Sort((SortTerm(Key.DUE),))),
        (
            "due,-priority,title",
            Sort((SortTerm(Key.DUE), SortTerm(Key.PRIORITY, DOWN), SortTerm(Key.TITLE))),
        ),
        (" +Due , -created ", Sort((SortTerm(Key.DUE), SortTerm(Key.CREATED, DOWN)))),
        ("-due.nullsfirst", Sort((SortTerm(Key.DUE, DOWN, FIRST),))),
        ("due.nullslast", Sort((SortTerm(Key.DUE),))),
    ],
)
def test_a_text_gives_keys_in_their_order(text: str, sort: Sort) -> None:
    assert read_sort(text) == sort


@given(sorts)
def test_what_is_written_is_read_again(sort: Sort) -> None:
    assert read_sort(write_sort(sort)) == sort


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("due,", Code.SORT, ""),
        ("due,,title", Code.SORT, ""),
        ("due, title asc", Code.SORT, "title asc"),
        ("created.nullsfirst", Code.SORT, "created.nullsfirst"),
        ("due, -prioritty", Code.SORT_KEY_UNKNOWN, "-prioritty"),
        ("due,-due", Code.SORT_KEY_TWICE, "-due"),
        ("due,title,start,created,updated,priority", Code.SORT_TOO_LONG, "priority"),
    ],
)
def test_what_is_no_sort_order_is_refused_with_its_place(
    text: str, code: Code, underlined: str
) -> None:
    with pytest.raises(FilterError) as refused:
        read_sort(text)
    assert refused.value.code is code
    assert text[refused.value.place.start : refused.value.place.end] == underlined


def test_a_key_that_is_nearly_right_is_named() -> None:
    with pytest.raises(FilterError) as refused:
        read_sort("prioritty")
    assert refused.value.expected == ("priority",)


@given(st.text(max_size=220))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        read_sort(text)
    except FilterError as error:
        place = error.place
    else:
        return
    assert 0 <= place.start <= place.end <= len(text)
