"""Pages of filtered and sorted lists are read by an index, however many tasks there are.

TASKORA_TEST_TASKS says how many; `nx run api:test-very-many` takes 100,000.
"""

import os
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.made_tasks import fill, noted, plans, rows_of, scanned
from support.tasks import Tasks
from taskora_api.database.engine import Database

MANY = int(os.environ.get("TASKORA_TEST_TASKS", "10000"))
PAGE = 100
OWNER = "owner-of-made-tasks"

pytestmark = [pytest.mark.long, pytest.mark.timeout(120 + MANY // 200)]


@pytest.fixture(scope="module", autouse=True)
async def _filled(application: FastAPI) -> None:
    database: Database = application.state.services.tasks.database
    await fill(database, OWNER, MANY)
    # Others have tasks with the same words.
    await fill(database, "somebody-else", MANY // 2)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks over HTTP."""
    return Tasks(client, headers(OWNER))


async def _page(tasks: Tasks, **query: object) -> dict[str, Any]:
    response = await tasks.call("GET", params={"limit": PAGE, **query})
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


async def _pages(tasks: Tasks, **query: object) -> AsyncIterator[dict[str, Any]]:
    page = await _page(tasks, **query)
    yield page
    while page["nextCursor"] is not None:
        page = await _page(tasks, cursor=page["nextCursor"], **query)
        yield page


SORTS = ["due,-created", "-due", "due.nullsfirst", "-created", "created", "position", "title"]


@pytest.mark.parametrize("sort", SORTS)
async def test_each_task_is_on_one_page_and_a_page_far_down_is_read_by_an_index(
    tasks: Tasks, database: Database, sort: str
) -> None:
    seen: list[str] = []
    with noted(database) as sent:
        async for page in _pages(tasks, sort=sort, limit=500, timeZone="America/Los_Angeles"):
            seen += [task["id"] for task in page["items"]]
            last = list(sent)
            if page["nextCursor"] is not None:
                before = list(sent)
                sent.clear()
    assert len(seen) == len(set(seen)) == MANY
    for statements in (before, last):
        nodes = await plans(database, statements)
        assert scanned(nodes) & {"tasks", "task_terms"} == set()
        # What is read beside the page: the other tasks of its days.
        assert rows_of(nodes) < 2500 + MANY // 100


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"search": "milkk"}, None),
        ({"search": "dentsit repir"}, None),
        ({"filter": 'like:"bicylce"', "status": "open"}, None),
        ({"filter": "title:c4ca42"}, 1),
        ({"filter": "c4ca42 | title:c81e72"}, 2),
        ({"search": "c4ca24"}, None),
    ],
)
async def test_what_is_searched_for_is_found_by_its_terms(
    tasks: Tasks, database: Database, query: dict[str, str], count: int | None
) -> None:
    with noted(database) as sent:
        page = await _page(tasks, **query)
    assert page["items"]
    assert count is None or len(page["items"]) == count
    assert len(sent) <= 6
    assert "tasks" not in scanned(await plans(database, sent))


@pytest.mark.parametrize("search", ["milk", "dentsit", "repir bicylce", "unicorn", "plna the"])
async def test_a_search_reads_as_much_among_many_tasks_as_among_few(
    tasks: Tasks, database: Database, search: str
) -> None:
    with noted(database) as sent:
        page = await _page(tasks, search=search)
    nodes = await plans(database, sent)
    assert bool(page["items"]) is (search != "unicorn")
    assert scanned(nodes) & {"tasks", "task_terms"} == set()
    # What is walked through and what is sorted, of which neither grows with the list.
    assert rows_of(nodes) < 15_000
    assert len(sent) <= 6


async def test_a_page_of_a_search_far_down_is_no_more_work_than_its_first(
    tasks: Tasks, database: Database
) -> None:
    work = []
    with noted(database) as sent:
        async for page in _pages(tasks, search="milkk", limit=500):
            work.append(len(sent))
            sent.clear()
            if not page["items"] or len(work) == 10:
                break
    assert len(work) > 1
    assert max(work) <= 8


async def test_the_terms_of_others_are_not_read(tasks: Tasks, database: Database) -> None:
    with noted(database) as sent:
        found = [
            task async for page in _pages(tasks, q="c4ca42", sort="due") for task in page["items"]
        ]
    nodes = await plans(database, sent)
    assert len(found) == 1
    assert {node["Relation Name"] for node in nodes if "Relation Name" in node} >= {"task_terms"}
    assert scanned(nodes) & {"tasks", "task_terms"} == set()
    assert rows_of(nodes) <= 10
