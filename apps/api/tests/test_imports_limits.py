"""Imports keep the limits of every other door, whatever is there already, and say so row by row."""

import json
from collections import Counter
from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.caldav import todo
from support.household import SharedSpace
from support.tasks import Tasks
from taskora_api.comments.schemas import COMMENTS_MAX
from taskora_api.projects.schemas import SECTIONS_MAX
from taskora_api.relations.schemas import RELATIONS_MAX
from taskora_api.reminders.schemas import REMINDERS_MAX

Json = dict[str, Any]
API = "/api/v1"
BASE: Json = {
    "format": "taskora",
    "version": 1,
    "projects": [{"sourceId": "p", "name": "Kitchen"}],
    "tasks": [{"sourceId": "a", "title": "sweep"}],
}


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _import(tasks: Tasks, content: Json | bytes, **query: str) -> list[Json]:
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    answer = await tasks.client.post(
        f"{API}/imports", params=query, content=sent, headers=tasks.headers
    )
    assert answer.status_code == 200, answer.text
    rows: list[Json] = answer.json()["rows"]
    return rows


async def _exported(tasks: Tasks) -> Json:
    query = {"format": "taskora-json"}
    answer = await tasks.client.get(f"{API}/exports", params=query, headers=tasks.headers)
    found: Json = answer.json()
    return found


def _things(kind: str, prefix: str, count: int) -> list[Json]:
    fields: dict[str, Json] = {
        "sections": {"projectId": "p", "name": "part"},
        "comments": {"taskId": "a", "text": "done?"},
        "reminders": {"taskId": "a", "minutesBefore": 5},
        "relations": {"kind": "blocks", "fromId": "a"},
    }
    other = {"toId": ""} if kind == "relations" else {}
    return [
        {**fields[kind], **(other and {"toId": f"{prefix}-{number}"})}
        | {"sourceId": f"{prefix}{number}"}
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("kind", "limit", "reason"),
    [
        ("sections", SECTIONS_MAX, "TOO_MANY"),
        ("comments", COMMENTS_MAX, "TOO_MANY"),
        ("reminders", REMINDERS_MAX, "REMINDER_LEFT_OUT"),
        ("relations", RELATIONS_MAX, "TOO_MANY"),
    ],
)
async def test_what_is_there_counts_besides_the_file(
    tasks: Tasks, kind: str, limit: int, reason: str
) -> None:
    size = limit * 2 // 3

    def file(prefix: str) -> Json:
        others = [
            {"sourceId": f"{prefix}-{number}", "title": f"other {number}"}
            for number in range(size if kind == "relations" else 0)
        ]
        return BASE | {"tasks": [*BASE["tasks"], *others], kind: _things(kind, prefix, size)}

    first = await _import(tasks, file("x"))
    assert {row["action"] for row in first} == {"create"}
    rows = [row for row in await _import(tasks, file("y")) if f"{row['kind']}s" == kind]
    left_out = 2 * size - limit
    assert Counter((row["action"], row["reason"]) for row in rows) == {
        ("create", "NEW"): size - left_out,
        ("skip", reason): left_out,
    }
    assert len((await _exported(tasks))[kind]) == limit


async def test_a_task_of_a_section_that_is_left_out_is_in_none_and_says_so(tasks: Tasks) -> None:
    """Sections that come later are last in their project."""
    await _import(tasks, BASE | {"sections": _things("sections", "x", SECTIONS_MAX - 1)})
    put = {"sourceId": "b", "title": "wash", "projectId": "p", "sectionId": "y1"}
    rows = await _import(
        tasks,
        BASE | {"tasks": [*BASE["tasks"], put], "sections": _things("sections", "y", 2)},
    )
    (row,) = [row for row in rows if row["title"] == "wash"]
    assert [each["reason"] for each in row["remarks"]] == ["SECTION_LEFT_OUT"]
    exported = await _exported(tasks)
    (washed,) = [each for each in exported["tasks"] if each["title"] == "wash"]
    assert "sectionId" not in washed
    known = {row["sourceId"]: number for number, row in enumerate(exported["sections"])}
    assert len(known) == SECTIONS_MAX


async def test_reminders_of_a_file_are_those_of_each_who_imports_it(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    space = await SharedSpace(client, headers, person).make()
    alarm = ("BEGIN:VALARM", "UID:al", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM")
    text = todo("SUMMARY:water", "DUE:20270301T090000", *alarm)
    second = await space.let_in()
    for who in (person, second):
        mine = Tasks(client, headers(who))
        for expected in ("create", "known"):
            rows = await _import(mine, text, spaceId=space.id)
            actions = [row["action"] for row in rows if row["kind"] == "reminder"]
            assert actions == [expected], who
        query = {"format": "taskora-json", "spaceId": space.id}
        answer = await client.get(f"{API}/exports", params=query, headers=headers(who))
        assert [each["minutesBefore"] for each in answer.json()["reminders"]] == [15]
