"""The list of tasks takes filters, orders and words with slips; what is wrong says where."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Headers
from support.examples import examples
from support.household import SharedSpace
from support.tasks import Tasks

DAY = "2030-01-15"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks of somebody who has none yet."""
    return Tasks(client, headers(f"finder-{uuid4().hex}"))


async def _fault(tasks: Tasks, **query: object) -> dict[str, Any]:
    response = await tasks.call("GET", params=query)
    assert response.status_code == 422, response.text
    (field,) = response.json()["fields"]
    found: dict[str, Any] = field
    return found


async def test_a_filter_an_order_and_the_other_parameters_hold_together(tasks: Tasks) -> None:
    await tasks.add("Buy milk", dueOn=DAY, priority="high", tags=["home"])
    await tasks.add("Buy bread", priority="low", tags=["home"])
    await tasks.add("Buy a car", tags=["garage"])
    done = await tasks.add("Buy shoes", tags=["home"])
    await tasks.call("PATCH", f"/{done['id']}", json={"completed": True})
    assert await tasks.titles(filter="tag:home & !done", sort="-priority") == [
        "Buy milk",
        "Buy bread",
    ]
    assert await tasks.titles(filter="tag:home", status="done") == ["Buy shoes"]
    assert await tasks.titles(filter="no:due", q="bread") == ["Buy bread"]
    assert await tasks.titles(sort="title") == ["Buy a car", "Buy bread", "Buy milk", "Buy shoes"]
    assert await tasks.titles(filter="is:trashed") == []


@pytest.mark.parametrize(
    "search", ["dentist", "Dentsit", "detist", "dentiist", "dentost", "dent", "dentst apointment"]
)
async def test_a_slip_in_each_word_is_forgiven(tasks: Tasks, search: str) -> None:
    await tasks.add("Appointment at the dentist")
    await tasks.add("Buy milk")
    assert await tasks.titles(search=search) == ["Appointment at the dentist"]
    assert await tasks.titles(filter=f'like:"{search}"') == ["Appointment at the dentist"]


async def test_what_is_renamed_or_annotated_is_found_by_what_it_says_now(tasks: Tasks) -> None:
    task = await tasks.add("Buy milk")
    await tasks.call("PATCH", f"/{task['id']}", json={"title": "Buy honey", "notes": "from Anna"})
    assert await tasks.titles(search="milk") == []
    assert await tasks.titles(search="hnoey") == ["Buy honey"]
    assert await tasks.titles(search="anna") == ["Buy honey"]
    await tasks.call("DELETE", f"/{task['id']}")
    assert await tasks.titles(search="honey") == []
    await tasks.client.post(f"/api/v1/trash/{task['id']}/restore", headers=tasks.headers)
    assert await tasks.titles(search="hnoey") == ["Buy honey"]


async def test_a_task_that_moves_is_found_where_it_is(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    space = await SharedSpace(client, headers, f"owner-{uuid4().hex}").make()
    mine = Tasks(client, headers(space.owner))
    task = await mine.add("Repair the bicycle")
    moved = await mine.call("POST", f"/{task['id']}/move", json={"spaceId": space.id})
    assert moved.status_code == 200
    assert await mine.titles(search="bicylce", spaceId=space.id) == ["Repair the bicycle"]
    stranger = Tasks(client, headers(f"stranger-{uuid4().hex}"))
    assert await stranger.titles(search="bicycle") == []
    assert await stranger.titles(search="bicycle", spaceId=space.id) == []


async def test_names_stand_for_what_the_caller_can_see(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    space = await SharedSpace(client, headers, f"owner-{uuid4().hex}").make("Family")
    project = await space.call(
        space.owner, "POST", "/projects", {"name": "Kitchen", "spaceId": space.id}
    )
    await space.add(space.owner, "Paint the wall", projectId=project["id"])
    owner = Tasks(client, headers(space.owner))
    assert await owner.titles(filter="project:kitchen & space:Family") == ["Paint the wall"]
    assert await owner.titles(filter="creator:me") == ["Paint the wall"]
    stranger = Tasks(client, headers(f"stranger-{uuid4().hex}"))
    fault = await _fault(stranger, filter="done | project:Kitchen")
    assert (fault["code"], fault["path"]) == ("FILTER_NAME_UNKNOWN", "filter")
    assert "done | project:Kitchen"[fault["start"] : fault["end"]] == "Kitchen"


@pytest.mark.parametrize(
    ("query", "code", "place"),
    [
        ({"filter": "due < someday"}, "FILTER_VALUE", (6, 13)),
        ({"filter": "prio:high & colour:red"}, "FILTER_FIELD_UNKNOWN", (12, 18)),
        ({"filter": '"open'}, "FILTER_QUOTE_OPEN", (0, 5)),
        ({"sort": "due,colour"}, "SORT_KEY_UNKNOWN", (4, 10)),
    ],
)
async def test_a_fault_has_its_code_its_place_and_what_could_stand_there(
    tasks: Tasks, query: dict[str, str], code: str, place: tuple[int, int]
) -> None:
    fault = await _fault(tasks, **query)
    assert fault["code"] == code
    assert fault["path"] in query
    assert (fault["start"], fault["end"]) == place
    assert fault["message"].endswith(".")
    assert fault["fix"].endswith(".")


async def test_a_cursor_is_one_of_its_list_alone(tasks: Tasks) -> None:
    for number in range(3):
        await tasks.add(f"task {number}")
    first = {"filter": "task", "sort": "title", "limit": 1}
    cursor = (await tasks.call("GET", params=first)).json()["nextCursor"]
    assert await tasks.titles(**first, cursor=cursor) == ["task 1"]
    for other in (
        {"filter": "has:title"[4:]},
        {"sort": "-title"},
        {"status": "open"},
        {"timeZone": "Asia/Tokyo"},
        {"search": "task"},
        {"q": "task"},
    ):
        fault = await _fault(tasks, **(first | other), cursor=cursor)
        assert (fault["path"], fault["code"]) == ("cursor", "CURSOR_INVALID")
    plain = (await tasks.call("GET", params={"limit": 1})).json()["nextCursor"]
    assert (await _fault(tasks, **first, cursor=plain))["code"] == "CURSOR_INVALID"
    assert (await _fault(tasks, limit=1, cursor=cursor))["code"] == "CURSOR_INVALID"


async def test_a_cursor_of_the_longest_keys_fits(tasks: Tasks) -> None:
    title = "𝕏" * 64
    for number in range(3):
        await tasks.add(f"{title}{number}", dueOn=DAY, deadlineOn=DAY)
    query = {"sort": "title,position,due,deadline,created", "limit": 1}
    seen, cursor = [], None
    while True:
        asked = query | ({} if cursor is None else {"cursor": cursor})
        page = (await tasks.call("GET", params=asked)).json()
        seen += [task["title"] for task in page["items"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
    assert seen == [f"{title}{number}" for number in range(3)]


WORDS = st.sampled_from(["milk", "dentist", "Straße", "ÄRGER", "ΟΔΟΣ", "x", "%", "a_b", "'"])


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.lists(WORDS, min_size=1, max_size=3).map(" ".join) | st.text(max_size=20))
async def test_any_text_is_searched_for_or_refused(
    client: httpx2.AsyncClient, headers: Headers, text: str
) -> None:
    tasks = Tasks(client, headers("searches-anything"))
    response = await tasks.call("GET", params={"search": text})
    assert response.status_code in {200, 422}


@pytest.mark.parametrize(
    ("sort", "expected"), [("due", ["tokyo", "all day"]), ("-due", ["all day", "tokyo"])]
)
async def test_what_is_due_on_another_day_elsewhere_is_on_its_page(
    tasks: Tasks, sort: str, expected: list[str]
) -> None:
    """A page is bounded by dates, and the date of a task in a zone of its own is another one."""
    for number in range(3):
        await tasks.add(f"all day {number}", dueOn=DAY)
    late = {"dueOn": "2030-01-16", "dueTime": "08:00", "dueZone": "Asia/Tokyo"}
    await tasks.add("tokyo", **late)
    seen: list[str] = []
    query: dict[str, Any] = {"sort": sort, "limit": 2, "timeZone": "America/Los_Angeles"}
    while True:
        page = (await tasks.call("GET", params=query)).json()
        seen += [task["title"].rstrip(" 012") for task in page["items"]]
        if page["nextCursor"] is None:
            break
        query["cursor"] = page["nextCursor"]
    assert list(dict.fromkeys(seen)) == expected
    assert len(seen) == 4


async def test_a_search_of_signs_finds_them_and_not_everything(tasks: Tasks) -> None:
    await tasks.add("all of %_")
    await tasks.add("milk", notes="100 %")
    await tasks.add("bread")
    assert await tasks.titles(search="%_") == ["all of %_"]
    assert sorted(await tasks.titles(search=" % ")) == ["all of %_", "milk"]
    assert await tasks.titles(search="\\") == []
    assert len(await tasks.titles(search=" ")) == 3


async def test_a_letter_with_two_capitals_is_found_by_them(tasks: Tasks) -> None:
    await tasks.add("Straße fegen", notes="GROẞ")
    await tasks.add("Strasse", tags=["süß"])
    for title in ("STRASSE", "straße", "Strasse", "STRAẞE"):
        assert len(await tasks.titles(filter=f"title:{title}")) == 2
        assert len(await tasks.titles(q=title)) == 2
        assert await tasks.titles(filter=f"title={title}") == ["Strasse"]
    assert await tasks.titles(filter="notes:gross") == ["Straße fegen"]
    assert await tasks.titles(filter="tag:SÜSS") == ["Strasse"]
    assert await tasks.titles(filter="!title:STRASSE") == []
    assert await tasks.titles(filter="title:strase") == []
