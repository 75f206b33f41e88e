"""Nothing is cut at a hidden limit, and nobody waits for somebody who has many tasks."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from support.all_tasks import all_tasks
from support.tasks import Tasks
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.ledger import recording, undoing
from taskora_api.ledger.entries import Actor
from taskora_api.tasks import transition, writing
from taskora_api.tasks.schemas import NewTask, TaskChanges, TaskStatus
from taskora_api.tasks.service import TaskService

pytestmark = pytest.mark.long

MANY = 1203
TODAY = date(2030, 1, 15)


@pytest.fixture
def service(application: FastAPI) -> TaskService:
    """The use cases."""
    services: TaskService = application.state.services.tasks
    return services


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


def _titled(count: int) -> list[NewTask]:
    days = (TODAY + timedelta(days=number % 3 - 1) for number in range(count))
    return [
        NewTask(title=f"task {number}", notes="n" * 50, dueOn=day)
        for number, day in enumerate(days)
    ]


async def test_every_task_is_found_changed_deleted_and_brought_back(
    service: TaskService, person: str
) -> None:
    added = await service.add_tasks(person, _titled(MANY), Actor.WEB)
    found = await all_tasks(service, person, TaskStatus.OPEN)
    assert {task.title for task in found} == {f"task {number}" for number in range(MANY)}
    assert len(await all_tasks(service, person, TaskStatus.OPEN)) == MANY
    yesterday = TODAY - timedelta(days=1)
    assert len(await all_tasks(service, person, TaskStatus.OPEN, due_to=yesterday)) == MANY // 3

    ids = [task.id for task in added.tasks]
    done = await service.update_tasks(
        person, dict.fromkeys(ids, TaskChanges(completed=True)), Actor.CHAT
    )
    assert [task.id for task in done.tasks] == ids
    assert len(await all_tasks(service, person, TaskStatus.DONE)) == MANY
    deleted = await service.delete_tasks(person, ids, Actor.CHAT)
    assert len(deleted.tasks) == MANY
    assert len(await all_tasks(service, person, TaskStatus.ALL)) == 0
    assert deleted.change_id is not None
    undone = await service.undo(person, deleted.change_id, Actor.CHAT)
    assert len(undone.undone) == MANY
    assert undone.undone[0].notes == "n" * 50
    assert len(await all_tasks(service, person, TaskStatus.DONE)) == MANY


async def test_lists_keep_the_order_of_tasks_that_were_added_together(
    service: TaskService, person: str
) -> None:
    await service.add_tasks(person, [NewTask(title=f"{n}") for n in range(20)], Actor.WEB)
    page = await service.list_tasks(person, TaskStatus.ALL, 500)
    assert [task.title for task in page.items] == [f"{n}" for n in reversed(range(20))]
    found = await all_tasks(service, person, TaskStatus.ALL)
    assert [task.id for task in found] == [task.id for task in page.items]


async def test_get_tasks_gives_all_that_they_hold_in_the_order_asked(
    service: TaskService, person: str
) -> None:
    added = (await service.add_tasks(person, _titled(3), Actor.WEB)).tasks
    ids = [added[2].id, added[0].id]
    assert await service.get_tasks(person, ids) == [added[2], added[0]]
    assert await service.get_tasks("somebody else", ids) == []


class Turns:
    """Counts how often each function was called before the loop of events could run others.

    It takes no time of its own and reads no clock: a machine that stands still changes nothing.
    """

    def __init__(self) -> None:
        self.longest: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self._now: Counter[str] = Counter()

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function that counts each call."""

        def call(*arguments: object) -> object:
            if not self._now:
                # Runs as soon as whoever calls waits for anything, and no sooner.
                asyncio.get_running_loop().call_soon(self._end)
            self._now[name] += 1
            return function(*arguments)

        return call

    def _end(self) -> None:
        self.totals += self._now
        self.longest |= self._now
        self._now.clear()


async def test_no_request_holds_the_event_loop_while_thousands_of_tasks_change(
    service: TaskService, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns()
    for module, name in (
        *((transition, name) for name in ("add", "change", "delete")),
        (undoing, "_undo_entry"),
        (writing, "kind_of"),
        (recording, "_kept"),
    ):
        monkeypatch.setattr(module, name, turns.counted(name, getattr(module, name)))
    added = await service.add_tasks(person, _titled(MANY), Actor.WEB)
    ids = [task.id for task in added.tasks]
    await service.update_tasks(person, dict.fromkeys(ids, TaskChanges(completed=True)), Actor.CHAT)
    deleted = await service.delete_tasks(person, ids, Actor.CHAT)
    assert deleted.change_id is not None
    await service.undo(person, deleted.change_id, Actor.CHAT)
    assert {name: turns.totals[name] for name in ("add", "change", "delete", "_undo_entry")} == {
        "add": MANY,
        "change": MANY,
        "delete": MANY,
        "_undo_entry": MANY,
    }
    assert turns.totals["_kept"] == 4 * MANY
    assert max(turns.longest.values()) <= CHUNK_SIZE


async def test_the_counts_are_of_all_tasks(tasks: Tasks, service: TaskService, person: str) -> None:
    async def summary() -> dict[str, object]:
        response = await tasks.call("GET", "/summary", params={"today": TODAY.isoformat()})
        assert response.status_code == 200
        counts: dict[str, object] = response.json()
        return counts

    empty = await summary()
    assert {name: value for name, value in empty.items() if name != "revision"} == {
        "open": 0,
        "overdue": 0,
        "dueToday": 0,
        "done": 0,
    }
    added = await service.add_tasks(person, _titled(900), Actor.CHAT)
    done = {task.id: TaskChanges(completed=True) for task in added.tasks[:3]}
    await service.update_tasks(person, done, Actor.CHAT)
    counts = await summary()
    assert (counts["open"], counts["done"]) == (897, 3)
    assert (counts["overdue"], counts["dueToday"]) == (299, 299)
    assert counts["revision"] != empty["revision"]


async def test_the_revision_differs_after_each_change_and_only_then(tasks: Tasks) -> None:
    async def revision() -> str:
        query = {"today": "2030-01-01"}
        return str((await tasks.call("GET", "/summary", params=query)).json()["revision"])

    seen = [await revision()]
    added = await tasks.add("a")
    path = f"/{added['id']}"
    seen.append(await revision())
    await tasks.call("PATCH", path, json={"title": "b"})
    seen.append(await revision())
    deleted = await tasks.call("DELETE", path)
    seen.append(await revision())
    await tasks.undo(deleted)
    seen.append(await revision())
    assert len(set(seen)) == 5
    await tasks.call("PATCH", path, json={"title": "b"})
    await tasks.call("GET")
    assert await revision() == seen[-1]


@pytest.mark.parametrize("today", ["", "x", "0001-01-01", "2026-02-30"])
async def test_a_day_that_is_none_is_refused(tasks: Tasks, today: str) -> None:
    assert (await tasks.call("GET", "/summary", params={"today": today})).status_code == 422


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("milk", {"Buy MILK", "oat milk"}),
        ("MILK buy", {"Buy MILK"}),
        ("  oat   milk ", {"oat milk"}),
        ("breakfast oat", {"oat milk"}),
        ("100%", {"100% done"}),
        ("%", {"100% done"}),
        ("_", {"snake_case"}),
        ("\\", {"back\\slash"}),
        ("\u00fcber", {"\u00dcBER alles"}),
        ("\u0401\u0416", {"\u0451\u0436"}),
        ("'", {"Bob's"}),
        ("nothing", set()),
        ("", None),
        ("   ", None),
    ],
)
async def test_words_are_looked_for_in_titles_and_notes(
    tasks: Tasks, query: str, titles: set[str] | None
) -> None:
    notes = {"oat milk": "for Breakfast"}
    all_titles = {
        "Buy MILK",
        "oat milk",
        "100% done",
        "1000 done",
        "snake_case",
        "snakeXcase",
        "back\\slash",
        "\u00dcBER alles",
        "\u0451\u0436",
        "Bob's",
    }
    for title in all_titles:
        await tasks.add(title, notes=notes.get(title, ""))
    assert set(await tasks.titles(q=query)) == (all_titles if titles is None else titles)


async def test_a_search_is_paged_as_a_list_of_its_own(tasks: Tasks) -> None:
    for number in range(5):
        await tasks.add(f"milk {number}")
        await tasks.add(f"eggs {number}")
    first = (await tasks.call("GET", params={"q": "milk", "limit": 3})).json()
    rest = await tasks.titles(q="milk", limit=3, cursor=first["nextCursor"])
    found = [task["title"] for task in first["items"]] + rest
    assert found == [f"milk {number}" for number in (4, 3, 2, 1, 0)]
    other = await tasks.call("GET", params={"q": "eggs", "cursor": first["nextCursor"]})
    assert other.status_code == 422


@pytest.mark.parametrize("query", ["x" * 201, "\x00"])
async def test_a_search_that_cannot_be_is_refused(tasks: Tasks, query: str) -> None:
    assert (await tasks.call("GET", params={"q": query})).status_code == 422


async def test_a_page_can_hold_five_hundred(
    tasks: Tasks, service: TaskService, person: str
) -> None:
    await service.add_tasks(person, _titled(501), Actor.WEB)
    assert len(await tasks.titles(limit=500)) == 500
