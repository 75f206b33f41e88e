"""A search gives the best first: as it is before a slip, in the title before the notes, then open
before completed and the order of lists; and each task on one page, whichever statement found it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice, product
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.all_tasks import all_tasks
from support.household import SharedSpace
from support.tasks import Tasks
from taskora_api.filters.slips import is_like, tokens_of
from taskora_api.filters.text_matching import text_contains
from taskora_api.finding import best
from taskora_api.finding.asked import ListQuery
from taskora_api.finding.service import FindingService
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask, Task, TaskChanges, TaskStatus
from taskora_api.tasks.service import TaskService

pytestmark = pytest.mark.long

DAY = date(2030, 1, 15)
TITLES = [
    *("Dentist", "Call the dentist", "Dentsit", "Visit a dentits", "The denttist", "Buy milk"),
    *("Milk for the dentist", "mlik and the dentist", "Milky way", "Ask Anna", "An ox", "OK"),
]
NOTES = ["", "", "", "the dentist says milk", "see the milkman"]
SEARCHES = [
    *("dentist", "dentits", "milk", "mikl", "dentist milk", "dentsit milk", "milk the", "ox"),
    *("the", "an ok", "unicorn", "DENTIST", "denti", "milk dentist the a"),
]
MANY = 140

# Each way alone: walking, sorting what terms give, and sorting whatever there is.
_WAYS = {
    "walk": (0, 0, 10_000),
    "sort": (0, 2000, 0),
    "all": (0, 0, 1),
    "soon": (10_000, 0, 0),
    "on": (10, 0, 10_000),
}


@pytest.fixture(params=[None, *_WAYS])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param is not None:
        names = ("STEPS_FIRST", "SORTED_MAX", "STEPS_MAX")
        for name, value in zip(names, _WAYS[request.param], strict=True):
            monkeypatch.setattr(best, name, value)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks of somebody who has none yet."""
    return Tasks(client, headers(f"searcher-{uuid4().hex}"))


@pytest.fixture(scope="module")
async def filled(application: FastAPI) -> str:
    """Somebody with tasks of all ranks, of which some are done, and others on the same day."""
    service: TaskService = application.state.services.tasks
    owner = f"owner-{uuid4().hex}"
    texts = islice(cycle(product(TITLES, NOTES)), MANY)
    new = [
        NewTask(
            title=f"{title} {number % 3}",
            notes=notes,
            dueOn=None if number % 4 == 0 else DAY + timedelta(days=number % 5),
        )
        for number, (title, notes) in enumerate(texts)
    ]
    added = await service.add_tasks(owner, new, Actor.WEB)
    done = {task.id: TaskChanges(completed=True) for task in added.tasks[::3]}
    await service.update_tasks(owner, done, Actor.WEB)
    await service.add_tasks("somebody-else", new, Actor.WEB)
    return owner


def _rank(task: Task, words: list[str]) -> int | None:
    found = 0
    for word in words:
        if text_contains(task.title, word):
            continue
        if not text_contains(task.notes, word):
            if not is_like(word, task.title):
                return None
            found = 2
        found = max(found, 1)
    return found


@pytest.fixture(scope="module")
async def expected(application: FastAPI, filled: str) -> dict[tuple[str, TaskStatus], list[UUID]]:
    """What each search of each status finds, as Python does it."""
    service: TaskService = application.state.services.tasks
    listed: dict[TaskStatus, list[Task]] = {}
    for status in TaskStatus:
        headings = await all_tasks(service, filled, status)
        listed[status] = await service.get_tasks(filled, [task.id for task in headings])
    return {
        (search, status): _found(listed[status], tokens_of(search))
        for search, status, _ in _queries()
    }


def _found(listed: list[Task], words: list[str]) -> list[UUID]:
    ranks = {task.id: _rank(task, words) for task in listed}
    fit = [task for task in listed if ranks[task.id] is not None]
    # The list is in its order already.
    return [task.id for task in sorted(fit, key=lambda task: ranks[task.id] or 0)]


async def _pages(
    finding: FindingService, owner: str, query: ListQuery, limit: int
) -> list[list[UUID]]:
    pages, cursor = [], None
    while True:
        page = await finding.list_tasks(owner, query, limit, cursor)
        pages.append([task.id for task in page.items])
        cursor = page.next_cursor
        if cursor is None:
            return pages


def _queries() -> Iterator[tuple[str, TaskStatus, str]]:
    for search in SEARCHES:
        yield search, TaskStatus.ALL, ""
    yield "dentsit", TaskStatus.OPEN, ""
    yield "milk", TaskStatus.DONE, ""
    # What holds for all changes no order, though the statement is another one.
    yield "dentsit milk", TaskStatus.OPEN, "id != 0192a1b2-0000-7000-8000-000000000001"
    yield "milk", TaskStatus.ALL, "created >= 2000-01-01"


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("limit", [7, 50])
async def test_pages_have_the_best_first_and_each_task_once(
    application: FastAPI,
    filled: str,
    expected: dict[tuple[str, TaskStatus], list[UUID]],
    limit: int,
) -> None:
    services = application.state.services
    for search, status, narrowed in _queries():
        query = ListQuery(search=search, status=status, filter=narrowed)
        pages = await _pages(services.finding, filled, query, limit)
        assert {len(page) for page in pages[:-1]} <= {limit}
        found = [task_id for page in pages for task_id in page]
        assert found == expected[search, status], search


@pytest.mark.usefixtures("_way")
async def test_a_slip_is_found_wherever_in_a_word_it_is(application: FastAPI) -> None:
    word = "dentist"
    places = range(len(word))
    shorter = {word[:place] + word[place + 1 :] for place in places}
    # With a letter in another place, or with another letter.
    moved = {
        short[:place] + letter + short[place:]
        for short, letter in product(shorter, ("x", *word))
        for place in places
    }
    longer = {word[:place] + "x" + word[place:] for place in range(len(word) + 1)}
    wrong = sorted((shorter | moved | longer) - {word})
    owner = f"owner-{uuid4().hex}"
    services = application.state.services
    await services.tasks.add_tasks(owner, [NewTask(title=each) for each in wrong], Actor.WEB)
    page = await services.finding.list_tasks(owner, ListQuery(search=word), 500)
    assert sorted(task.title for task in page.items) == wrong
    assert len(wrong) > 100


async def test_exact_comes_before_a_slip_title_before_notes_and_open_before_completed(
    tasks: Tasks,
) -> None:
    await tasks.add("The dentits", dueOn="2030-01-01")
    await tasks.add("Ask Anna", notes="about the dentist", dueOn="2030-01-01")
    done = await tasks.add("Pay the dentist", dueOn="2030-01-01")
    await tasks.add("Find a dentist")
    await tasks.add("Call the dentist", dueOn="2030-01-02")
    await tasks.call("PATCH", f"/{done['id']}", json={"completed": True})
    best_first = [
        *("Call the dentist", "Find a dentist", "Pay the dentist"),
        *("Ask Anna", "The dentits"),
    ]
    assert await tasks.titles(search="dentist") == best_first
    assert await tasks.titles(search="dentist", filter="has:due") == [
        title for title in best_first if title != "Find a dentist"
    ]
    assert await tasks.titles(search="dentist", sort="title") == sorted(best_first)


async def test_more_than_ten_words_are_found_in_the_order_of_lists(tasks: Tasks) -> None:
    await tasks.add("one 2 3 4 5 6 7 8 9 10 elevn", dueOn="2030-01-01")
    await tasks.add("one 2 3 4 5 6 7 8 9 10 eleven", dueOn="2030-01-02")
    ten, eleven = "one 2 3 4 5 6 7 8 9 eleven", "one 2 3 4 5 6 7 8 9 10 eleven"
    assert [title[-6:] for title in await tasks.titles(search=ten)] == ["eleven", " elevn"]
    assert [title[-6:] for title in await tasks.titles(search=eleven)] == [" elevn", "eleven"]


async def test_a_page_goes_on_behind_its_place_whatever_becomes_of_the_task_there(
    tasks: Tasks,
) -> None:
    for number in range(4):
        await tasks.add(f"dentist {number}", dueOn=f"2030-01-0{number + 1}")
    query: dict[str, Any] = {"search": "dentist", "limit": 2}
    first = (await tasks.call("GET", params=query)).json()
    last = first["items"][-1]
    await tasks.call("PATCH", f"/{last['id']}", json={"title": "Unicorn", "completed": True})
    await tasks.add("dentist before them", dueOn="2029-01-01")
    assert await tasks.titles(**query, cursor=first["nextCursor"]) == ["dentist 2", "dentist 3"]


async def test_a_place_in_a_search_is_none_of_another_list(tasks: Tasks) -> None:
    for number in range(2):
        await tasks.add(f"dentist {number}")
    query: dict[str, Any] = {"search": "dentist", "limit": 1}
    cursor = (await tasks.call("GET", params=query)).json()["nextCursor"]
    ordered = (await tasks.call("GET", params=query | {"sort": "title"})).json()["nextCursor"]
    for other, place in (
        (query | {"sort": "title"}, cursor),
        (query | {"search": "dentits"}, cursor),
        (query | {"status": "open"}, cursor),
        (query, ordered),
    ):
        refused = await tasks.call("GET", params=other | {"cursor": place})
        assert refused.status_code == 422
        assert refused.json()["fields"][0]["code"] == "CURSOR_INVALID"


async def test_the_best_of_all_spaces_of_a_member_come_first(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    space = await SharedSpace(client, headers, f"owner-{uuid4().hex}").make()
    mine = Tasks(client, headers(space.owner))
    await mine.add("The dentits", dueOn="2030-01-01")
    await mine.add("Call the dentist", dueOn="2030-01-03")
    await space.add(space.owner, "Pay the dentist", dueOn="2030-01-02")
    assert await mine.titles(search="dentist") == [
        *("Pay the dentist", "Call the dentist", "The dentits"),
    ]
    assert await mine.titles(search="dentist", spaceId=space.id) == ["Pay the dentist"]
    stranger = Tasks(client, headers(f"stranger-{uuid4().hex}"))
    assert await stranger.titles(search="dentist") == []
    assert await stranger.titles(search="dentist", spaceId=space.id) == []
