"""Deleted spaces: nobody sees one, its owners can restore it, and after 30 days nothing is left."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from conftest import Headers
from support.household import SharedSpace
from support.ledger import verified
from support.product_calendars import make_app_password
from support.reminding import NOON, Reminding
from support.syncing import SyncClient
from taskora_api.database.engine import Database
from taskora_api.deleted_spaces.purging import PURGE_AGE, TABLES, purge_some
from taskora_api.deleted_spaces.schemas import SPACE_LIFETIME
from taskora_api.deleted_spaces.service import DeletedSpaceService
from taskora_api.errors import NotFoundError
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.ledger.entries import Actor
from taskora_api.settings import Settings
from taskora_api.spaces.personal import personal_space_id

JSON = dict[str, Any]
API = "/api/v1"
LISTS = ("tasks", "projects", "views", "trash", "changes")
WITH_SPACE_ID = text(
    "SELECT table_name FROM information_schema.columns "
    "WHERE table_schema = 'app' AND column_name = 'space_id'"
)


@pytest.fixture
async def shared(client: httpx2.AsyncClient, headers: Headers, person: str) -> SharedSpace:
    """A space of the person of this test."""
    return await SharedSpace(client, headers, person).make()


async def _fill(shared: SharedSpace) -> JSON:
    """Something of every kind, of which one task is in the trash; return another one."""
    who = shared.owner
    project = await shared.call(who, "POST", "/projects", {"name": "p", "spaceId": shared.id})
    await shared.call(who, "POST", f"/projects/{project['id']}/sections", {"name": "s"})
    task = await shared.add(who, "one", projectId=project["id"])
    other, gone = await shared.add(who, "other"), await shared.add(who, "gone")
    path = f"/tasks/{task['id']}"
    await shared.call(who, "POST", f"{path}/comments", {"text": "c"})
    await shared.call(who, "POST", f"{path}/relations", {"toId": other["id"], "kind": "blocks"})
    await shared.call(who, "POST", f"{path}/reminders", {"minutesBefore": 10})
    await shared.call(who, "POST", "/views", {"name": "v", "spaceId": shared.id})
    await shared.call(who, "POST", "/calendar-feeds", {"name": "f", "spaceId": shared.id})
    await shared.call(who, "DELETE", f"/tasks/{gone['id']}")
    return task


async def _lists(shared: SharedSpace, who: str) -> dict[str, list[JSON]]:
    return {name: (await shared.call(who, "GET", f"/{name}"))["items"] for name in LISTS}


async def _status(shared: SharedSpace, who: str, method: str, path: str) -> int:
    answer = await shared.client.request(method, API + path, headers=shared.headers(who))
    return answer.status_code


async def _names(shared: SharedSpace, who: str) -> list[str]:
    return [each["name"] for each in (await shared.call(who, "GET", "/spaces"))["items"]]


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 403), ("viewer", 403), ("stranger", 404), ("owner", 204)]
)
async def test_only_an_owner_deletes_a_space(shared: SharedSpace, role: str, status: int) -> None:
    who = {"owner": shared.owner, "stranger": "eve"}.get(role) or await shared.let_in(role=role)
    assert await _status(shared, who, "DELETE", f"/spaces/{shared.id}") == status
    is_there = "home" in await _names(shared, shared.owner)
    assert is_there == (status != 204)


async def test_a_persons_own_space_is_never_deleted(shared: SharedSpace) -> None:
    await shared.call(shared.owner, "POST", "/tasks", {"title": "mine"})
    own = personal_space_id(shared.owner)
    answer = await shared.client.delete(f"{API}/spaces/{own}", headers=shared.headers(shared.owner))
    assert answer.status_code == 409
    assert "cannot be deleted" in answer.json()["detail"]
    assert len(await _names(shared, shared.owner)) == 2


async def test_nobody_sees_a_deleted_space_in_any_list_and_everybody_does_again(
    shared: SharedSpace,
) -> None:
    task, editor = await _fill(shared), await shared.let_in()
    people = (shared.owner, editor)
    before = {who: await _lists(shared, who) for who in people}
    assert all(before[who]["tasks"] and before[who]["trash"] for who in people)
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    for who in people:
        assert not any((await _lists(shared, who)).values())
        assert await _names(shared, who) == [""]
        for path in (f"/tasks/{task['id']}", f"/spaces/{shared.id}/members"):
            assert await _status(shared, who, "GET", path) == 404
        for method, path in (
            ("DELETE", f"/tasks/{task['id']}"),
            ("DELETE", f"/spaces/{shared.id}"),
        ):
            assert await _status(shared, who, method, path) == 404
    restored = await shared.call(shared.owner, "POST", f"/deleted-spaces/{shared.id}/restore")
    assert (restored["name"], restored["role"], restored["memberCount"]) == ("home", "owner", 2)
    for who in people:
        after = await _lists(shared, who)
        # That it was deleted and restored is known too.
        assert after | {"changes": after["changes"][2:]} == before[who]


async def test_what_was_deleted_and_restored_is_in_its_ledger_which_is_whole(
    shared: SharedSpace, settings: Settings
) -> None:
    await _fill(shared)
    path = f"/deleted-spaces/{shared.id}"
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    await shared.call(shared.owner, "POST", f"{path}/restore")
    items = (await shared.call(shared.owner, "GET", f"/activity?spaceId={shared.id}"))["items"]
    done = [(each["entity"], each["before"], each["after"]) for each in items[:2]]
    assert done == [("space", None, {"name": "home"}), ("space", {"name": "home"}, None)]
    assert [each["memberId"] for each in items[:2]] == [shared.owner] * 2
    assert (await verified(settings))[shared.id]["whole"]


async def test_a_client_that_synchronises_loses_it_and_has_all_again(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    await _fill(shared)
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    before = dict(kept.kept)
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    page = await kept.page()
    assert (page["left"], kept.kept) == ([shared.id], {})
    await shared.call(shared.owner, "POST", f"/deleted-spaces/{shared.id}/restore")
    await kept.sync()
    assert kept.kept == before


async def test_calendar_programs_and_feeds_have_it_no_more(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    await shared.add(shared.owner, "one")
    own = headers(shared.owner)
    password = await make_app_password(client, own)
    feed = (
        await client.post(
            f"{API}/calendar-feeds", json={"name": "f", "spaceId": shared.id}, headers=own
        )
    ).json()

    async def seen() -> tuple[bool, bool]:
        home = await client.request(
            "PROPFIND",
            f"/dav/calendars/{shared.owner}/",
            headers={"Depth": "1"},
            auth=(shared.owner, password["password"]),
        )
        assert home.status_code == 207, home.text
        opened = await client.get(feed["path"])
        return "home" in home.text, "SUMMARY:one" in opened.text

    assert await seen() == (True, True)
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    assert await seen() == (False, False)
    await shared.call(shared.owner, "POST", f"/deleted-spaces/{shared.id}/restore")
    assert await seen() == (True, True)


async def test_a_link_into_it_ends_for_good(shared: SharedSpace) -> None:
    path = f"/spaces/{shared.id}/invitations"
    link = await shared.call(shared.owner, "POST", path, {"role": "editor"})
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    answer = await shared.client.post(
        f"{API}/invitations/accept",
        json={"secret": link["secret"]},
        headers=shared.headers("guest"),
    )
    assert answer.status_code == 404
    await shared.call(shared.owner, "POST", f"/deleted-spaces/{shared.id}/restore")
    assert (await shared.call(shared.owner, "GET", path))["items"] == []


async def test_only_owners_find_it_among_the_deleted_and_restore_it(shared: SharedSpace) -> None:
    editor = await shared.let_in()
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    (found,) = (await shared.call(shared.owner, "GET", "/deleted-spaces"))["items"]
    assert (found["id"], found["name"], found["deletedBy"]) == (shared.id, "home", shared.owner)
    moments = [datetime.fromisoformat(found[name]) for name in ("deletedAt", "restorableUntil")]
    assert moments[1] - moments[0] == SPACE_LIFETIME
    for who in (editor, "eve"):
        assert (await shared.call(who, "GET", "/deleted-spaces"))["items"] == []
        path = f"/deleted-spaces/{shared.id}/restore"
        assert await _status(shared, who, "POST", path) == 404


async def test_two_owners_who_restore_it_at_once_restore_it_once(shared: SharedSpace) -> None:
    other = await shared.let_in()
    await shared.call(
        shared.owner, "PATCH", f"/spaces/{shared.id}/members/{other}", {"role": "owner"}
    )
    await shared.call(shared.owner, "DELETE", f"/spaces/{shared.id}")
    path = f"/deleted-spaces/{shared.id}/restore"
    statuses = await asyncio.gather(
        *(_status(shared, who, "POST", path) for who in (shared.owner, other))
    )
    assert sorted(statuses) == [200, 404]
    members = (await shared.call(other, "GET", f"/spaces/{shared.id}/members"))["items"]
    assert {each["role"] for each in members} == {"owner"}


async def test_a_reminder_of_it_is_not_sent_and_is_again_when_it_is_restored(
    reminding: Reminding, client: httpx2.AsyncClient, headers: Headers
) -> None:
    shared = await SharedSpace(client, headers, reminding.person).make()
    service = DeletedSpaceService(reminding.database, lambda: None, reminding.clock)
    await reminding.webhook()
    task = await reminding.task(spaceId=shared.id)
    for hours in (1, 3):
        await reminding.remind(task, remindAt=(NOON + timedelta(hours=hours)).isoformat())
    await reminding.step()
    await service.delete(reminding.person, UUID(shared.id), Actor.WEB)
    reminding.clock.pass_by(hours=2)
    await reminding.step()
    assert reminding.receiver.requests == []
    await service.restore(reminding.person, UUID(shared.id), Actor.WEB)
    reminding.clock.pass_by(hours=2)
    await reminding.step()
    assert len(reminding.receiver.requests) == 1


async def test_after_thirty_days_nobody_restores_it_and_nothing_of_it_is_left(
    shared: SharedSpace, database: Database, application: FastAPI, settings: Settings
) -> None:
    await _fill(shared)
    staying = await SharedSpace(shared.client, shared.headers, shared.owner).make("staying")
    await _fill(staying)
    kept = await _rows(database, staying.id)
    space_id, now = UUID(shared.id), datetime.now(UTC)
    old = now - PURGE_AGE - timedelta(minutes=1)
    await DeletedSpaceService(database, lambda: None, lambda: old).delete(
        shared.owner, space_id, Actor.WEB
    )
    assert (await shared.call(shared.owner, "GET", "/deleted-spaces"))["items"] == []
    with pytest.raises(NotFoundError):
        await application.state.services.deleted_spaces.restore(shared.owner, space_id, Actor.WEB)
    await Housekeeper(database, [Chore("spaces", PURGE_AGE, purge_some)]).sweep()
    assert not any((await _rows(database, shared.id)).values())
    assert await _rows(database, staying.id) == kept
    assert (await verified(settings))[staying.id]["whole"]


async def test_what_can_still_be_restored_is_not_purged(
    shared: SharedSpace, database: Database
) -> None:
    await _fill(shared)
    at = datetime.now(UTC) - SPACE_LIFETIME + timedelta(minutes=1)
    await DeletedSpaceService(database, lambda: None, lambda: at).delete(
        shared.owner, UUID(shared.id), Actor.WEB
    )
    before = await _rows(database, shared.id)
    await Housekeeper(database, [Chore("spaces", PURGE_AGE, purge_some)]).sweep()
    assert await _rows(database, shared.id) == before
    await shared.call(shared.owner, "POST", f"/deleted-spaces/{shared.id}/restore")


async def test_every_table_of_parts_of_spaces_is_purged(database: Database) -> None:
    found = await database.read(lambda connection: connection.execute(WITH_SPACE_ID))
    # These go with the space or with a task, and a plan after a quarter of an hour.
    follow = {"members", "invitations", "deleted_spaces", "deleted_members", "task_terms"}
    known = {table.name for table in TABLES} | follow | {"projects", "planned_changes"}
    assert {row.table_name for row in found} == known


async def _rows(database: Database, space_id: str) -> dict[str, int]:
    """How many rows there are of a space in each table."""

    async def count(connection: Any) -> dict[str, int]:  # noqa: ANN401 - a connection.
        tables = [row.table_name for row in await connection.execute(WITH_SPACE_ID)]
        counts = {"spaces": text("SELECT count(*) FROM app.spaces WHERE id = :id")} | {
            name: text(f"SELECT count(*) FROM app.{name} WHERE space_id = :id")  # noqa: S608
            for name in tables
        }
        return {
            name: int(await connection.scalar(statement, {"id": UUID(space_id)}))
            for name, statement in counts.items()
        }

    return await database.read(count)
