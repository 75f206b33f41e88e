"""A person with very many tasks is served as one with few, page by page, and in bulk.

TASKORA_TEST_TASKS says how many; `nx run api:test-very-many` takes 100,000.
"""

import os
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.chat import Chat
from support.statements import statements_of
from support.tasks import Tasks
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.engine import Database
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask
from taskora_api.tasks.service import TaskService

MANY = int(os.environ.get("TASKORA_TEST_TASKS", "10000"))
PAGE = 500
TODAY = date(2030, 1, 15)
OWNER = "owner-of-very-many"
SOUGHT = 97

# The long form is as much work as it is named for.
pytestmark = [pytest.mark.long, pytest.mark.timeout(300 + MANY // 50)]


@pytest.fixture(scope="module", autouse=True)
async def _added(application: FastAPI) -> None:
    """The tasks, a third of them overdue."""
    service: TaskService = application.state.services.tasks
    days = (TODAY + timedelta(days=number % 3 - 1) for number in range(MANY))
    tasks = [
        NewTask(title=f"task {number} about thing {number % SOUGHT}", dueOn=day)
        for number, day in enumerate(days)
    ]
    await service.add_tasks(OWNER, tasks, Actor.WEB)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks over HTTP."""
    return Tasks(client, headers(OWNER))


async def _pages(tasks: Tasks, **query: object) -> AsyncIterator[list[str]]:
    cursor: dict[str, object] = {}
    while True:
        page = (await tasks.call("GET", params={"limit": PAGE, **query, **cursor})).json()
        yield [task["title"] for task in page["items"]]
        if page["nextCursor"] is None:
            return
        cursor = {"cursor": page["nextCursor"]}


async def test_every_task_is_listed_once_and_each_page_is_as_much_work_as_the_first(
    tasks: Tasks, database: Database
) -> None:
    seen: set[str] = set()
    work = []
    with statements_of(database) as sent:
        async for page in _pages(tasks):
            assert seen.isdisjoint(page)
            seen.update(page)
            work.append(len(sent))
            sent.clear()
    assert len(seen) == MANY
    assert len(work) == -(-MANY // PAGE)
    # Where a page ends within a day, what is left of that day is asked for by itself.
    assert max(work) <= work[0] + 1


async def test_a_page_far_down_is_read_from_the_index_alone(
    tasks: Tasks, database: Database
) -> None:
    cursor = None
    for _ in range(MANY // PAGE - 1):
        query = {"limit": PAGE} | ({} if cursor is None else {"cursor": cursor})
        cursor = (await tasks.call("GET", params=query)).json()["nextCursor"]
    sent: list[tuple[str, Any]] = []

    def note(*arguments: object) -> None:
        sent.append((str(arguments[2]), arguments[3]))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await tasks.call("GET", params={"limit": PAGE, "cursor": cursor})
    finally:
        event.remove(engine, "before_cursor_execute", note)
    pages = [each for each in sent if "due_on" in each[0]]

    async def rows_read(connection: AsyncConnection) -> int:
        await connection.exec_driver_sql("ANALYZE app.tasks")
        rows = 0
        for statement, parameters in pages:
            explained = await connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
            )
            rows += _rows_read(explained.scalar_one()[0]["Plan"])
        return rows

    assert pages
    assert await database.read(rows_read) <= 2 * PAGE


def _rows_read(plan: dict[str, Any]) -> int:
    """Count the rows that a plan takes from a table, and those that it takes and drops."""
    own = 0
    if "Relation Name" in plan:
        own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return int(own + sum(_rows_read(each) for each in plan.get("Plans", [])))


async def test_what_is_counted_and_found_is_of_all_of_them(
    tasks: Tasks, database: Database
) -> None:
    with statements_of(database) as sent:
        counts = (await tasks.call("GET", "/summary", params={"today": TODAY.isoformat()})).json()
        in_all = len(sent)
    assert (counts["open"], counts["overdue"]) == (MANY, -(-MANY // 3))
    assert in_all < 10
    found = [title async for page in _pages(tasks, q="thing 13") for title in page]
    expected = [f"task {n} about thing {n % SOUGHT}" for n in range(MANY)]
    assert set(found) == {title for title in expected if "thing" in title and "13" in title}


async def test_one_wish_in_the_chat_changes_all_and_one_undo_brings_all_back(
    tasks: Tasks, database: Database
) -> None:
    chat = Chat(tasks.client, tasks.headers)
    assert f" {MANY} " in (await chat.say("how many tasks do I have")).text
    asked = await chat.say("mark all as done")
    assert asked.outputs[-1]["outcome"] == "unconfirmed"
    with statements_of(database) as sent:
        done = await chat.say("yes")
    assert done.outputs[-1]["outcome"] == "done"
    # A few statements for each chunk, and some for the turn itself.
    assert len(sent) < 8 * MANY / CHUNK_SIZE + 100
    query = {"today": TODAY.isoformat()}
    counts = (await tasks.call("GET", "/summary", params=query)).json()
    assert (counts["open"], counts["done"]) == (0, MANY)
    await tasks.undo(done.outputs[-1]["changeId"])
    counts = (await tasks.call("GET", "/summary", params=query)).json()
    assert (counts["open"], counts["done"]) == (MANY, 0)
