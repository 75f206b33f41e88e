"""Sync: a client that asks again and again has what one has that loads everything now."""

import json
import random
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.household import SharedSpace
from support.syncing import SyncClient
from support.tasks import Tasks
from taskora_api.ledger.known import PACKED_MAX, Known
from taskora_api.paging import encode_place
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import SPACES_MAX
from taskora_api.sync import service, statements
from taskora_api.sync.cursor import (
    CURSOR_LENGTH_MAX,
    SEQUENCE_MAX,
    LoadPlace,
    SyncCursor,
    decode_cursor,
)

PATH = "/api/v1/sync"
JSON = dict[str, Any]


@pytest.fixture
async def shared(client: httpx2.AsyncClient, headers: Headers, person: str) -> SharedSpace:
    """A space of the person of this test."""
    return await SharedSpace(client, headers, person).make()


async def _fill(shared: SharedSpace) -> JSON:
    """Something of every kind."""
    who = shared.owner
    project = await shared.call(who, "POST", "/projects", {"name": "p", "spaceId": shared.id})
    path = f"/projects/{project['id']}/sections"
    section = await shared.call(who, "POST", path, {"name": "s"})
    place = {"projectId": project["id"], "sectionId": section["id"], "priority": "high"}
    one = await shared.add(who, "one", tags=["a"], **place)
    other = await shared.add(who, "other", notes="n")
    comment = await shared.call(who, "POST", f"/tasks/{one['id']}/comments", {"text": "c"})
    body = {"toId": other["id"], "kind": "blocks"}
    relation = await shared.call(who, "POST", f"/tasks/{one['id']}/relations", body)
    path = f"/tasks/{one['id']}/reminders"
    reminder = await shared.call(who, "POST", path, {"minutesBefore": 10})
    return {
        "reminder": reminder,
        "project": project,
        "section": section,
        "task": one,
        "other": other,
        "comment": comment,
        "relation": relation,
    }


@pytest.mark.parametrize("limit", [1, 3, 500])
async def test_a_first_load_has_everything_as_other_addresses_show_it(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers, limit: int
) -> None:
    made = await _fill(shared)
    kept = SyncClient(client, headers(shared.owner))
    changes = await kept.sync(limit)
    assert len(changes) == len({(each["entity"], each["id"]) for each in changes})
    for kind in ("project", "section", "comment", "relation", "reminder"):
        assert kept.of(kind) == [made[kind]]
    tasks = {each["id"]: each for each in kept.of("task")}
    assert tasks == {each["id"]: each for each in (made["task"], made["other"])}
    (space,) = kept.of("space")
    assert (space["id"], space["name"], space["kind"]) == (shared.id, "home", "shared")
    listed = await shared.call(shared.owner, "GET", f"/spaces/{shared.id}/members")
    assert kept.of("member") == listed["items"]
    assert kept.spaces == (await shared.call(shared.owner, "GET", "/spaces"))["items"]
    assert await kept.sync(limit) == []


async def test_a_change_comes_once_with_the_state_of_now_and_a_tombstone_where_there_is_none(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    made = await _fill(shared)
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    path = f"/tasks/{made['task']['id']}"
    for title in ("two", "three", "four"):
        await shared.call(shared.owner, "PATCH", path, {"title": title})
    await shared.call(shared.owner, "DELETE", f"/tasks/{made['other']['id']}")
    await shared.call(shared.owner, "PATCH", f"/spaces/{shared.id}", {"name": "house"})
    changes = {each["id"]: each for each in await kept.sync(limit=2)}
    asked = sum(len(page["changes"]) for page in kept.pages[1:])
    assert asked == len(changes) == 3
    assert changes[made["task"]["id"]]["state"]["title"] == "four"
    assert changes[made["other"]["id"]]["state"] is None
    assert changes[shared.id]["state"]["name"] == "house"
    assert [each["sequence"] for each in changes.values()] == sorted(
        each["sequence"] for each in changes.values()
    )
    assert kept.of("space")[0]["name"] == "house"


async def test_nothing_is_lost_that_changes_during_a_first_load(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    tasks = [await shared.add(shared.owner, f"task {number}") for number in range(6)]
    kept = SyncClient(client, headers(shared.owner))
    while not kept.of("task"):
        await kept.page(limit=2)
    loaded = {each["id"] for each in kept.of("task")}
    seen = next(each for each in tasks if each["id"] in loaded)
    unseen = next(each for each in tasks if each["id"] not in loaded)
    await shared.call(shared.owner, "PATCH", f"/tasks/{seen['id']}", {"title": "changed"})
    await shared.call(shared.owner, "DELETE", f"/tasks/{unseen['id']}")
    added = await shared.add(shared.owner, "added")
    await kept.sync(limit=2)
    fresh = SyncClient(client, headers(shared.owner))
    await fresh.sync()
    assert kept.kept == fresh.kept
    titles = {each["id"]: each["title"] for each in kept.of("task")}
    assert titles[seen["id"]] == "changed"
    assert unseen["id"] not in titles
    assert added["id"] in titles


async def test_a_space_that_was_joined_is_loaded_whole_and_one_that_was_left_is_named(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    made = await _fill(shared)
    guest = f"guest-{uuid4().hex}"
    kept = SyncClient(client, headers(guest))
    own = await Tasks(client, headers(guest)).add("mine")
    assert {each["id"] for each in await kept.sync() if each["entity"] == "task"} == {own["id"]}
    await shared.let_in(guest)
    await kept.sync(limit=3)
    assert made["task"] in kept.of("task")
    assert {space["id"] for space in kept.spaces} == {shared.id, str(personal_space_id(guest))}
    await shared.remove(guest)
    await shared.add(shared.owner, "secret")
    page = await kept.page()
    assert page["left"] == [shared.id]
    assert shared.id not in str(page["changes"]) + str(page["spaces"])
    assert kept.of("task") == [own]
    assert (await kept.page())["left"] == []


async def test_an_own_space_that_is_written_after_the_first_load_comes(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    kept = SyncClient(client, signed_in)
    assert await kept.sync() == []
    added = await Tasks(client, signed_in).add("first")
    await kept.sync()
    fresh = SyncClient(client, signed_in)
    await fresh.sync()
    assert kept.kept == fresh.kept
    assert kept.of("task") == [added]


async def test_a_task_that_moved_is_kept_whichever_space_says_it_first(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    other = await SharedSpace(client, headers, shared.owner).make("other")
    task = await shared.add(shared.owner, "moving")
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    await other.move_in(shared.owner, task)
    await kept.sync(limit=1)
    fresh = SyncClient(client, headers(shared.owner))
    await fresh.sync()
    assert kept.kept == fresh.kept
    assert [each["spaceId"] for each in kept.of("task")] == [other.id]
    await shared.move_in(shared.owner, task)
    await kept.sync(limit=1)
    assert [each["spaceId"] for each in kept.of("task")] == [shared.id]


async def test_a_ledger_that_is_shorter_than_the_client_knows_is_loaded_anew(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    """As after a database was restored from a backup."""
    task = await shared.add(shared.owner, "there")
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    known = decode_cursor(SyncCursor, kept.cursor or "", "after")
    heads = {each: Known(head.sequence + 5) for each, head in known.heads.items()}
    kept.cursor = encode_place(known.model_copy(update={"heads": heads}))
    kept.kept["task", "lost"] = (shared.id, {})
    await kept.sync(limit=1)
    assert kept.of("task") == [task]


async def test_a_cursor_from_before_there_were_marks_goes_on_where_it_was(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    """And is taken for what it is: where the entry is another one by now, it does not say so."""
    await shared.add(shared.owner, "there")
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    known = decode_cursor(SyncCursor, kept.cursor or "", "after")
    heads = {each: Known(head.sequence) for each, head in known.heads.items()}
    older = kept.again(client)
    older.cursor = encode_place(known.model_copy(update={"heads": heads}))
    assert older.cursor != kept.cursor
    added = await shared.add(shared.owner, "added")
    assert [each["id"] for each in await older.sync()] == [added["id"]]
    await kept.sync()
    assert (older.kept, older.cursor) == (kept.kept, kept.cursor)


async def test_a_program_from_before_there_were_marks_takes_a_cursor_for_a_longer_ledger(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    """During a rollout, or after it was rolled back: it lets the client begin anew."""
    await shared.add(shared.owner, "there")
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    text = (kept.cursor or "") + "=" * (-len(kept.cursor or "") % 4)
    (number,) = json.loads(urlsafe_b64decode(text))["heads"].values()
    assert await shared.head() < number <= SEQUENCE_MAX


def test_as_many_spaces_as_anybody_may_have_are_in_a_cursor() -> None:
    last = Known.unpack(PACKED_MAX)
    heads = {uuid4(): last for _ in range(SPACES_MAX)}
    cursor = encode_place(SyncCursor(heads=heads, load=LoadPlace(space=uuid4(), kind=8)))
    assert len(cursor) <= CURSOR_LENGTH_MAX
    assert decode_cursor(SyncCursor, cursor, "after").heads == heads


async def test_many_entries_are_gone_through_a_part_at_a_time(
    shared: SharedSpace,
    client: httpx2.AsyncClient,
    headers: Headers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(statements, "ENTRIES_READ_MAX", 2)
    monkeypatch.setattr(service, "SPACES_BEGUN_MAX", 1)
    task = await shared.add(shared.owner, "0")
    await Tasks(client, headers(shared.owner)).add("mine")
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    for number in range(1, 6):
        await shared.call(shared.owner, "PATCH", f"/tasks/{task['id']}", {"title": str(number)})
    changes = await kept.sync()
    assert [each["state"]["title"] for each in changes] == ["5"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "", "e30=", urlsafe_b64encode(b'{"heads":{"x":1}}').decode(), "x" * 9000, "null"],
)
async def test_a_cursor_that_is_none_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], cursor: str
) -> None:
    answer = await client.get(PATH, params={"after": cursor}, headers=signed_in)
    if cursor == "e30=":
        assert answer.status_code == 200, "an empty cursor is where everybody begins"
        return
    assert answer.status_code == 422
    (field,) = answer.json()["fields"]
    assert (field["path"], field["message"]) == ("after", "The cursor is not from this list.")


async def test_a_cursor_of_somebody_else_shows_nothing_of_them(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers, signed_in: dict[str, str]
) -> None:
    await _fill(shared)
    theirs = SyncClient(client, headers(shared.owner))
    await theirs.page(limit=2)
    outsider = SyncClient(client, headers(f"outsider-{uuid4().hex}"))
    outsider.cursor = theirs.cursor
    assert await outsider.sync() == []
    assert outsider.kept == {}
    assert signed_in


class _World:
    """Two members who change two spaces at random, and each syncs at random."""

    def __init__(self, client: httpx2.AsyncClient, headers: Headers, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same changes in every run.
        self.people = [f"member-{uuid4().hex}" for _ in range(2)]
        self.client = client
        self.headers = headers
        self.spaces: list[SharedSpace] = []
        self.syncing = {who: SyncClient(client, headers(who)) for who in self.people}
        self.inside: set[tuple[str, str]] = set()

    async def begin(self) -> None:
        for owner in self.people:
            space = await SharedSpace(self.client, self.headers, owner).make()
            self.spaces.append(space)
            self.inside.add((owner, space.id))

    async def step(self) -> None:
        space = self.random.choice(self.spaces)
        who = self.random.choice([p for p in self.people if (p, space.id) in self.inside])
        choice = self.random.choice(_OFTEN * 2 + _RARE)
        await getattr(self, f"_{choice}")(space, who)

    async def _tasks(self, space: SharedSpace, who: str) -> list[JSON]:
        listed = await space.call(who, "GET", f"/tasks?spaceId={space.id}&limit=500")
        items: list[JSON] = listed["items"]
        return items

    async def _add(self, space: SharedSpace, who: str) -> None:
        await space.add(who, f"task {self.random.random()}")

    async def _edit(self, space: SharedSpace, who: str) -> None:
        for task in self._some(await self._tasks(space, who)):
            body = {"title": f"title {self.random.random()}", "completed": True}
            await space.call(who, "PATCH", f"/tasks/{task['id']}", body)

    async def _delete(self, space: SharedSpace, who: str) -> None:
        for task in self._some(await self._tasks(space, who)):
            await space.call(who, "DELETE", f"/tasks/{task['id']}")

    async def _project(self, space: SharedSpace, who: str) -> None:
        await space.call(who, "POST", "/projects", {"name": "p", "spaceId": space.id})

    async def _comment(self, space: SharedSpace, who: str) -> None:
        for task in self._some(await self._tasks(space, who)):
            await space.call(who, "POST", f"/tasks/{task['id']}/comments", {"text": "c"})

    async def _join(self, space: SharedSpace, _who: str) -> None:
        for guest in self.people:
            if (guest, space.id) not in self.inside:
                await space.let_in(guest)
                self.inside.add((guest, space.id))

    async def _leave(self, space: SharedSpace, _who: str) -> None:
        for guest in self.people:
            if guest != space.owner and (guest, space.id) in self.inside:
                await space.remove(guest)
                self.inside.discard((guest, space.id))

    async def _move(self, space: SharedSpace, who: str) -> None:
        (other,) = [each for each in self.spaces if each is not space]
        if (who, other.id) in self.inside:
            for task in self._some(await self._tasks(space, who)):
                await other.move_in(who, task)

    async def _page(self, _space: SharedSpace, _who: str) -> None:
        who = self.random.choice(self.people)
        await self.syncing[who].page(self.random.choice([1, 2, 5, 50]))

    def _some(self, items: list[JSON]) -> list[JSON]:
        ordered = sorted(items, key=lambda each: str(each["createdAt"]))
        return [self.random.choice(ordered)] if ordered else []


_OFTEN = ["add", "edit", "edit", "delete", "project", "comment"]
_RARE = ["join", "leave", "move", *["page"] * 6]


@pytest.mark.parametrize("seed", range(6))
async def test_who_syncs_at_any_time_ends_with_what_a_fresh_client_loads(
    client: httpx2.AsyncClient, headers: Headers, seed: int
) -> None:
    world = _World(client, headers, seed)
    await world.begin()
    for _ in range(120):
        await world.step()
    for who, kept in world.syncing.items():
        await kept.sync(limit=7)
        fresh = SyncClient(client, headers(who))
        await fresh.sync()
        assert kept.kept == fresh.kept
        assert kept.spaces == fresh.spaces
        assert {space for space, _ in kept.kept.values()} == {
            space_id for member, space_id in world.inside if member == who
        }
