"""A list is written from rows; it is what the same tasks are written as."""

import json
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.tasks.page_json import page_json
from taskora_api.tasks.repository import COLUMNS
from taskora_api.tasks.schemas import Task, TaskPage

RECURRENCE = {
    "rule": "FREQ=DAILY",
    "anchor": "due",
    "catch_up": False,
    "start_on": "2026-02-28",
    "first_on": None,
    "original_on": "2026-03-01",
    "skipped_on": ["2026-03-02"],
    "moved": [],
    "pauses": [],
}
ROW: dict[str, Any] = {
    "id": UUID(int=1),
    "space_id": UUID(int=2),
    "created_by": "somebody",
    "title": "call",
    "notes": "",
    "priority": 0,
    "project_id": None,
    "section_id": None,
    "parent_id": None,
    "tags": [],
    "position": "a0",
    "start_on": None,
    "due_on": None,
    "due_time": None,
    "due_zone": None,
    "deadline_on": None,
    "duration_minutes": None,
    "recurrence": None,
    "assignee_id": None,
    "completed_at": None,
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    "updated_at": datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
    "version": 1,
}
IDS, DAYS, INSTANTS = st.uuids(), st.dates(), st.datetimes(timezones=st.just(UTC))
# As in PostgreSQL: neither NUL nor half of a pair of surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("id", "space_id"), IDS),
    **dict.fromkeys(("project_id", "section_id", "parent_id"), st.none() | IDS),
    **dict.fromkeys(("created_by", "title", "notes", "position"), TEXTS),
    **dict.fromkeys(("due_zone", "assignee_id"), st.none() | TEXTS),
    **dict.fromkeys(("start_on", "due_on", "deadline_on"), st.none() | DAYS),
    **dict.fromkeys(("created_at", "updated_at"), INSTANTS),
    "priority": st.integers(0, 3),
    "tags": st.lists(TEXTS),
    "due_time": st.none() | st.times().map(lambda value: value.replace(microsecond=0)),
    "duration_minutes": st.none() | st.integers(1, 100_000),
    "recurrence": st.sampled_from([None, RECURRENCE]),
    "completed_at": st.none() | INSTANTS,
    "version": st.integers(1, 2**31 - 1),
}


def as_tasks(rows: list[dict[str, Any]], next_cursor: str | None) -> object:
    page = TaskPage(items=[Task.model_validate(row) for row in rows], next_cursor=next_cursor)
    return json.loads(page.model_dump_json(by_alias=True))


def test_every_column_of_a_row_is_a_field_of_a_task() -> None:
    assert {column.name for column in COLUMNS} == set(ROW) == set(Task.model_fields) == set(VALUES)


@given(st.lists(st.fixed_dictionaries(VALUES), max_size=3), st.none() | TEXTS)
def test_rows_are_written_as_their_tasks_are(
    rows: list[dict[str, Any]], next_cursor: str | None
) -> None:
    assert json.loads(page_json(rows, next_cursor)) == as_tasks(rows, next_cursor)


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("priority", 3, "high"),
        ("due_on", date(1970, 1, 1), "1970-01-01"),
        ("due_time", time(9, 30), "09:30:00"),
        ("completed_at", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05Z"),
        ("title", "cafe\u0301 \u202e", "cafe\u0301 \u202e"),
    ],
)
def test_a_value_is_written_as_the_document_of_the_api_says(
    field: str, value: object, written: str
) -> None:
    [item] = json.loads(page_json([{**ROW, field: value}], None))["items"]
    camel = Task.model_config["alias_generator"](field)  # type: ignore[operator,misc]
    assert item[camel] == written


def test_a_row_is_left_as_it_was() -> None:
    row = {**ROW, "priority": 2, "recurrence": RECURRENCE}
    before = dict(row)
    page_json([row], None)
    assert row == before
