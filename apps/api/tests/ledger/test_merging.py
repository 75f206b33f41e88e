"""Taking back by three states, without a database: what a field was, was made and is."""

from typing import Any
from uuid import UUID

import pytest

from taskora_api.entity_stores import STORES
from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.merging import Merge, take_back, without

ID = UUID("5d0e8a0e-0000-8000-8000-000000000001")
STORE = STORES[Entity.TASK]
BEFORE: dict[str, Any] = {
    "id": str(ID),
    "space_id": str(ID),
    "title": "a",
    "notes": "",
    "tags": ["home"],
    "due_on": None,
    "due_time": None,
    "due_zone": None,
    "completed_at": None,
    "created_at": "2030-01-01T00:00:00Z",
    "updated_at": "2030-01-01T00:00:00Z",
    "version": 1,
}


def _merge(after: dict[str, Any], now: dict[str, Any], before: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    first = BEFORE | (before or {})
    made = after | {"version": 2, "updated_at": "2030-01-02T00:00:00Z"}
    return take_back(Entry(Entity.TASK, ID, first, made), first | made | now, STORE)


@pytest.mark.parametrize(
    ("now", "values", "conflicts"),
    [
        ({}, {"title": "a", "notes": ""}, []),
        ({"title": "mine"}, {"notes": ""}, ["title"]),
        ({"title": "a"}, {"notes": ""}, []),
        ({"title": "mine", "notes": "mine"}, {}, ["title", "notes"]),
        ({"version": 9}, {"title": "a", "notes": ""}, []),
    ],
)
def test_a_field_goes_back_from_where_the_change_left_it_alone(
    now: dict[str, Any], values: dict[str, Any], conflicts: list[str]
) -> None:
    assert _merge({"title": "b", "notes": "n"}, now) == Merge(values, conflicts)


@pytest.mark.parametrize(
    ("before", "after", "now", "merged"),
    [
        (["a", "b"], ["b", "c"], ["b", "c"], ["a", "b"]),
        (["a"], ["b"], ["b", "c"], ["a", "c"]),
        # What the change left there, and somebody took away since, does not come back.
        (["a", "b"], ["b", "c"], ["c"], ["a"]),
        (["a"], [], ["A", "c"], None),
        ([], ["a"], ["a", "B"], ["B"]),
        (["a"], ["b"], ["a"], None),
        ([], ["a"], [], None),
    ],
)
def test_lists_are_merged_one_by_one(
    before: list[str], after: list[str], now: list[str], merged: list[str] | None
) -> None:
    expected = {} if merged is None else {"tags": merged}
    assert _merge({"tags": after}, {"tags": now}, {"tags": before}) == Merge(expected, [])


def test_what_belongs_together_goes_back_together_or_not_at_all() -> None:
    made = {"due_on": "2030-02-01", "due_time": "09:00:00", "title": "b"}
    assert _merge(made, {}).conflicts == []
    stays = _merge(made, {"due_time": "10:00:00"})
    assert (stays.values, sorted(stays.conflicts)) == ({"title": "a"}, ["due_on", "due_time"])


def test_one_that_was_changed_since_keeps_the_others_though_they_would_fit() -> None:
    before = {"due_on": "2030-01-01", "due_time": "08:00:00"}
    made = {"due_on": "2030-02-01", "due_time": "09:00:00"}
    stays = _merge(made, {"due_time": "10:00:00"}, before)
    assert (stays.values, sorted(stays.conflicts)) == ({}, ["due_on", "due_time"])


def test_a_date_stays_under_a_time_that_was_set_since() -> None:
    assert _merge({"due_on": "2030-02-01"}, {"due_time": "10:00:00"}) == Merge({}, ["due_on"])


def test_a_field_that_stays_keeps_what_belongs_to_it() -> None:
    merge = Merge({"project_id": None, "section_id": None, "title": "a"}, ["notes"])
    left = without(merge, frozenset({"project_id"}), STORE)
    assert left == Merge({"title": "a"}, ["notes", "project_id", "section_id"])
    free = {"title": "a", "due_on": "2030-01-01", "due_time": "09:00:00"}
    alone = without(Merge({"parent_id": "p", **free}, []), frozenset({"parent_id"}), STORE)
    assert alone == Merge(free, ["parent_id"])


@pytest.mark.parametrize("entry", [(None, BEFORE), (BEFORE, None)])
def test_only_what_was_there_before_and_after_is_merged(entry: tuple[Any, Any]) -> None:
    with pytest.raises(ValueError, match="before and after"):
        take_back(Entry(Entity.TASK, ID, *entry), BEFORE, STORE)
