"""Tasks over HTTP and on a real database (A2)."""

from itertools import pairwise
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from support.tasks import Tasks


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def test_a_task_is_read_back_as_it_was_added(tasks: Tasks) -> None:
    added = await tasks.add("  buy milk ", notes="the blue one", dueOn="2026-12-24")
    assert (added["title"], added["notes"], added["dueOn"]) == (
        "buy milk",
        "the blue one",
        "2026-12-24",
    )
    assert added["completedAt"] is None
    assert (await tasks.call("GET", f"/{added['id']}")).json() == added


async def test_a_change_touches_only_what_was_sent(tasks: Tasks) -> None:
    added = await tasks.add("buy milk", notes="blue", dueOn="2026-12-24")
    path = f"/{added['id']}"
    changed = (await tasks.call("PATCH", path, json={"title": "buy oat milk"})).json()
    new = {"title": "buy oat milk", "updatedAt": changed["updatedAt"], "version": 2}
    assert changed == added | new
    assert changed["updatedAt"] > added["updatedAt"]


async def test_a_due_date_can_be_taken_away_but_a_title_cannot(tasks: Tasks) -> None:
    added = await tasks.add("buy milk", dueOn="2026-12-24")
    path = f"/{added['id']}"
    assert (await tasks.call("PATCH", path, json={"dueOn": None})).json()["dueOn"] is None
    for body in ({"title": None}, {"completed": None}, {"notes": None}, {"title": "  "}):
        assert (await tasks.call("PATCH", path, json=body)).status_code == 422


async def test_completing_twice_keeps_the_first_time_and_reopening_forgets_it(
    tasks: Tasks,
) -> None:
    path = f"/{(await tasks.add('buy milk'))['id']}"
    first = (await tasks.call("PATCH", path, json={"completed": True})).json()
    second = (await tasks.call("PATCH", path, json={"completed": True})).json()
    assert first["completedAt"] is not None
    assert second["completedAt"] == first["completedAt"]
    reopened = (await tasks.call("PATCH", path, json={"completed": False})).json()
    assert reopened["completedAt"] is None


async def test_a_deleted_task_is_gone(tasks: Tasks) -> None:
    path = f"/{(await tasks.add('buy milk'))['id']}"
    assert (await tasks.call("DELETE", path)).status_code == 204
    assert (await tasks.call("DELETE", path)).status_code == 404
    assert (await tasks.call("GET", path)).status_code == 404
    assert await tasks.titles() == []


async def test_a_list_has_open_tasks_first_then_by_due_date_then_the_newest(tasks: Tasks) -> None:
    done = await tasks.add("done", dueOn="2026-01-01")
    await tasks.call("PATCH", f"/{done['id']}", json={"completed": True})
    await tasks.add("older, undated")
    await tasks.add("newer, undated")
    await tasks.add("later", dueOn="2026-12-25")
    await tasks.add("sooner", dueOn="2026-12-24")
    open_tasks = ["sooner", "later", "newer, undated", "older, undated"]
    assert await tasks.titles() == [*open_tasks, "done"]
    assert await tasks.titles(status="open") == open_tasks
    assert await tasks.titles(status="done") == ["done"]


@pytest.mark.parametrize("status", ["all", "open", "done"])
@pytest.mark.parametrize("limit", [1, 2, 3, 200])
async def test_pages_together_are_the_whole_list_in_order(
    tasks: Tasks, status: str, limit: int
) -> None:
    for number in range(9):
        due = {"dueOn": f"2026-12-{20 + number % 3}"} if number % 4 else {}
        task = await tasks.add(f"task {number}", **due)
        if number % 3 == 0:
            await tasks.call("PATCH", f"/{task['id']}", json={"completed": True})
    whole = await tasks.titles(status=status)
    paged: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        query = {"status": status, "limit": limit, **cursor}
        page = (await tasks.call("GET", params=query)).json()
        paged += [task["title"] for task in page["items"]]
        assert len(page["items"]) <= limit
        if page["nextCursor"] is None:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert paged == whole


async def test_a_page_neither_repeats_nor_skips_while_tasks_are_added(tasks: Tasks) -> None:
    for number in range(4):
        await tasks.add(f"task {number}", dueOn="2026-12-24")
    first = (await tasks.call("GET", params={"limit": 2})).json()
    await tasks.add("pushes everything down", dueOn="2026-01-01")
    rest = await tasks.titles(limit=200, cursor=first["nextCursor"])
    assert [task["title"] for task in first["items"]] + rest == [
        "task 3",
        "task 2",
        "task 1",
        "task 0",
    ]


@pytest.mark.parametrize(
    "cursor", ["", "x", "e30", "bm90IGpzb24", "W10", "\u00e9", "a" * 401, "eyJzdGF0dXMiOiJhbGwifQ"]
)
async def test_a_made_up_cursor_is_refused(tasks: Tasks, cursor: str) -> None:
    response = await tasks.call("GET", params={"cursor": cursor})
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "cursor"


async def test_a_cursor_of_another_list_is_refused(tasks: Tasks) -> None:
    for title in ("a", "b"):
        await tasks.add(title)
    cursor = (await tasks.call("GET", params={"limit": 1, "status": "open"})).json()["nextCursor"]
    response = await tasks.call("GET", params={"status": "all", "cursor": cursor})
    assert response.status_code == 422


async def test_a_cursor_of_somebody_else_shows_none_of_their_tasks(
    tasks: Tasks,
    client: httpx2.AsyncClient,
    headers: Any,  # noqa: ANN401
) -> None:
    for title in ("a", "b"):
        await tasks.add(title)
    cursor = (await tasks.call("GET", params={"limit": 1})).json()["nextCursor"]
    attacker = Tasks(client, headers(f"attacker-{uuid4().hex}"))
    assert await attacker.titles(cursor=cursor) == []


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 501}, {"status": "x"}, {"limit": "1;"}])
async def test_a_filter_outside_its_values_is_refused(
    tasks: Tasks, query: dict[str, object]
) -> None:
    assert (await tasks.call("GET", params=query)).status_code == 422


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE tasks; --",
        "%' OR '1'='1",
        "\\'; SELECT pg_sleep(10)",
        "$1 :title {title} %s",
        "<script>alert(1)</script>",
        "emoji \U0001f9fe\U0001f469\u200d\U0001f4bb",
        "composed \u00e9 and decomposed e\u0301",
        "combining " + "\u0301" * 100,
    ],
)
async def test_text_is_kept_to_the_letter(tasks: Tasks, text: str) -> None:
    added = await tasks.add(text, notes=text)
    read = (await tasks.call("GET", f"/{added['id']}")).json()
    assert (read["title"], read["notes"]) == (text, text)


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud800", "\\udfff x", "a\\u0000b"])
@pytest.mark.parametrize("field", ["title", "notes"])
async def test_characters_that_cannot_be_stored_are_refused(
    tasks: Tasks, field: str, bad: str
) -> None:
    body = f'{{"title": "x", "{field}": "{bad}"}}'
    response = await tasks.call("POST", content=body)
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == field


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": " \t "},
        {"title": "x" * 1025},
        {"title": "two\nlines"},
        {"title": "x", "notes": "n" * 32_769},
        {"title": "x", "dueOn": "tomorrow"},
        {"title": "x", "dueOn": "2026-02-30"},
        {"title": "x", "dueOn": "0001-01-01"},
        {"title": "x", "dueOn": "9999-12-31"},
        {"title": 5},
        {},
        [],
        None,
    ],
)
async def test_an_invalid_task_is_not_added(tasks: Tasks, body: object) -> None:
    assert (await tasks.call("POST", json=body)).status_code == 422
    assert await tasks.titles() == []


async def test_the_longest_title_and_notes_fit(tasks: Tasks) -> None:
    added = await tasks.add("\U0001f9fe" * 1024, notes="\U0001f9fe" * 32_768)
    assert len(added["title"]) == 1024


async def test_times_are_in_the_order_of_what_happened(tasks: Tasks) -> None:
    added = [await tasks.add(f"task {number}") for number in range(3)]
    assert all(a["createdAt"] < b["createdAt"] for a, b in pairwise(added))
