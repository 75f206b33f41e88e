"""Reminders over HTTP: whose they are, in the ledger, in sync, moved with the task, and limited."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import text

from conftest import Headers
from support.household import SharedSpace
from support.reminding import Reminding
from support.syncing import SyncClient
from taskora_api.database.engine import Database
from taskora_api.entity_stores import STORES
from taskora_api.ledger.verification import verify_ledger
from taskora_api.reminders.schemas import REMINDERS_MAX

JSON = dict[str, Any]
BEFORE = {"minutesBefore": 10}


@pytest.fixture
async def shared(client: httpx2.AsyncClient, headers: Headers, person: str) -> SharedSpace:
    """A space of the person of this test."""
    return await SharedSpace(client, headers, person).make()


async def _remind(shared: SharedSpace, who: str, task: JSON, body: JSON | None = None) -> JSON:
    return await shared.call(who, "POST", f"/tasks/{task['id']}/reminders", body or BEFORE)


async def _status(
    shared: SharedSpace, who: str, method: str, path: str, body: JSON | None = None
) -> int:
    answer = await shared.client.request(
        method, f"/api/v1{path}", json=body, headers=shared.headers(who)
    )
    return answer.status_code


async def test_a_reminder_is_for_who_sets_it_and_others_only_see_it(shared: SharedSpace) -> None:
    guest, viewer = await shared.let_in(), await shared.let_in(role="viewer")
    task = await shared.add(shared.owner, "call")
    own = await _remind(shared, guest, task)
    assert own["memberId"] == guest
    path = f"/reminders/{own['id']}"
    for who in (shared.owner, viewer):
        listed = await shared.call(who, "GET", f"/tasks/{task['id']}/reminders")
        assert listed["items"] == [own]
    assert await _status(shared, shared.owner, "PUT", path, BEFORE) == 404
    assert await _status(shared, shared.owner, "DELETE", path) == 404
    stranger = f"stranger-{uuid4().hex}"
    assert await _status(shared, stranger, "GET", f"/tasks/{task['id']}/reminders") == 404
    assert await _status(shared, stranger, "DELETE", path) == 404
    assert await _status(shared, guest, "DELETE", path) == 204


async def test_a_viewer_sets_moves_and_deletes_reminders_of_their_own(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers, database: Database
) -> None:
    """It changes nothing for others; undoing it is theirs too, and nothing else is."""
    viewer = await shared.let_in(role="viewer")
    task = await shared.add(shared.owner, "call")
    path = f"/api/v1/tasks/{task['id']}"
    made = await client.post(f"{path}/reminders", json=BEFORE, headers=headers(viewer))
    assert made.status_code == 201, made.text
    own = f"/reminders/{made.json()['id']}"
    moved = await shared.call(viewer, "PUT", own, {"minutesBefore": 5})
    assert moved["minutesBefore"] == 5
    assert await _status(shared, viewer, "DELETE", own) == 204
    latest = (await shared.call(viewer, "GET", f"/changes?spaceId={shared.id}&limit=1"))["items"]
    await shared.call(viewer, "POST", f"/changes/{latest[0]['id']}/undo")
    listed = await shared.call(viewer, "GET", f"/tasks/{task['id']}/reminders")
    assert [each["minutesBefore"] for each in listed["items"]] == [5]
    foreign = await _remind(shared, shared.owner, task)
    of_owner = await shared.call(viewer, "GET", f"/activity?entityId={foreign['id']}")
    undo = f"/changes/{of_owner['items'][0]['changeId']}/undo"
    assert await _status(shared, viewer, "POST", undo) == 403
    assert await _status(shared, viewer, "PATCH", f"/tasks/{task['id']}", {"title": "x"}) == 403
    reports = await database.read(lambda c: verify_ledger(c, _uuid(shared.id), STORES))
    assert reports.faults == []


async def test_who_is_no_member_any_more_sets_none(shared: SharedSpace) -> None:
    viewer = await shared.let_in(role="viewer")
    task = await shared.add(shared.owner, "call")
    own = await _remind(shared, viewer, task)
    await shared.remove(viewer)
    assert await _status(shared, viewer, "POST", f"/tasks/{task['id']}/reminders", BEFORE) == 404
    assert await _status(shared, viewer, "DELETE", f"/reminders/{own['id']}") == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "remindAt"),
        ({"minutesBefore": 1, "remindAt": "2027-01-01T00:00:00Z"}, "minutesBefore"),
        ({"allDayTime": "09:00", "remindAt": "2027-01-01T00:00:00Z"}, "allDayTime"),
        ({"remindAt": "2027-01-01T00:00:00"}, "remindAt"),
        ({"remindAt": 0}, "remindAt"),
        ({"remindAt": "3000-01-01T00:00:00Z"}, "remindAt"),
        ({"minutesBefore": -1}, "minutesBefore"),
        ({"minutesBefore": 525_601}, "minutesBefore"),
        ({"minutesBefore": "5"}, "minutesBefore"),
        ({"minutesBefore": 5, "allDayTime": "9"}, "allDayTime"),
        ({"minutesBefore": 5, "memberId": "somebody"}, ""),
    ],
)
async def test_a_reminder_has_one_time(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers, body: JSON, field: str
) -> None:
    task = await shared.add(shared.owner, "call")
    path = f"/api/v1/tasks/{task['id']}/reminders"
    answer = await client.post(path, json=body, headers=headers(shared.owner))
    assert answer.status_code == 422
    assert [each["path"] for each in answer.json()["fields"]] == [field]
    assert "not valid here" not in answer.text


async def test_a_person_has_no_more_of_a_task_than_the_limit(shared: SharedSpace) -> None:
    task, guest = await shared.add(shared.owner, "call"), await shared.let_in()
    await _remind(shared, guest, task)
    for minutes in range(REMINDERS_MAX):
        await _remind(shared, shared.owner, task, {"minutesBefore": minutes})
    path = f"/tasks/{task['id']}/reminders"
    assert await _status(shared, shared.owner, "POST", path, BEFORE) == 409
    assert await _status(shared, guest, "POST", path, BEFORE) == 201


async def test_it_is_in_the_ledger_which_stays_whole(
    shared: SharedSpace, database: Database
) -> None:
    """Also with an instant that was sent with an offset."""
    task = await shared.add(shared.owner, "call")
    at = {"remindAt": "2027-01-01T02:00:00.5+02:00"}
    made = await _remind(shared, shared.owner, task, at)
    assert made["remindAt"] == "2027-01-01T00:00:00.500000Z"
    await shared.call(shared.owner, "PUT", f"/reminders/{made['id']}", {"minutesBefore": 5})
    activity = await shared.call(shared.owner, "GET", f"/activity?entityId={made['id']}")
    assert [each["tool"] for each in activity["items"]] == ["replaceReminder", "createReminder"]
    assert {each["entity"] for each in activity["items"]} == {"reminder"}
    reports = await database.read(lambda c: verify_ledger(c, _uuid(shared.id), STORES))
    assert reports.faults == []


def _uuid(value: str) -> Any:  # noqa: ANN401 - a UUID.
    from uuid import UUID

    return UUID(value)


async def test_sync_has_it_and_says_when_it_is_gone(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    task = await shared.add(shared.owner, "call")
    made = await _remind(shared, shared.owner, task)
    kept = SyncClient(client, headers(shared.owner))
    await kept.sync()
    assert kept.of("reminder") == [made]
    changed = await shared.call(
        shared.owner, "PUT", f"/reminders/{made['id']}", {"minutesBefore": 9}
    )
    await kept.sync()
    assert kept.of("reminder") == [changed]
    await shared.call(shared.owner, "DELETE", f"/reminders/{made['id']}")
    await kept.sync()
    assert kept.of("reminder") == []


async def test_it_moves_with_its_task_where_its_person_is_a_member(
    shared: SharedSpace, client: httpx2.AsyncClient, headers: Headers
) -> None:
    guest = await shared.let_in()
    other = await SharedSpace(client, headers, shared.owner).make("elsewhere")
    task = await shared.add(shared.owner, "call")
    own, guests = await _remind(shared, shared.owner, task), await _remind(shared, guest, task)
    await other.move_in(shared.owner, task)
    listed = await shared.call(shared.owner, "GET", f"/tasks/{task['id']}/reminders")
    assert listed["items"] == [own | {"spaceId": other.id}]
    change = await client.get(
        f"/api/v1/changes?spaceId={other.id}&limit=1", headers=headers(shared.owner)
    )
    undo = f"/changes/{change.json()['items'][0]['id']}/undo"
    await shared.call(shared.owner, "POST", undo)
    listed = await shared.call(shared.owner, "GET", f"/tasks/{task['id']}/reminders")
    assert listed["items"] == [own, guests]


async def test_who_left_the_space_is_not_reminded_any_more(
    shared: SharedSpace, reminding: Reminding
) -> None:
    guest = await shared.let_in()
    task = await shared.add(shared.owner, "call")
    await reminding.add_channel("webhook", reminding.receiver.url, person=guest)  # type: ignore[arg-type]
    at = {"remindAt": "2099-01-01T00:00:00Z"}
    await _remind(shared, guest, task, at)
    reminder = await _remind(shared, guest, task, at)
    await reminding.step()
    await shared.remove(guest)
    reminding.clock.now = reminding.clock.now.replace(year=2099, month=1, day=1, hour=1)
    await reminding.step()
    assert reminding.receiver.requests == []
    count = text("SELECT count(*) FROM app.reminder_times WHERE reminder_id = :id")
    found = await reminding.database.read(lambda c: c.scalar(count, {"id": reminder["id"]}))
    assert found == 1


async def test_settings_are_of_the_person_alone(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    path = "/api/v1/reminder-settings"
    first = await client.get(path, headers=headers(person))
    assert first.json() == {"timeZone": "UTC", "allDayTime": "09:00:00"}
    body = {"timeZone": "Europe/Berlin", "allDayTime": "07:30"}
    assert (await client.put(path, json=body, headers=headers(person))).status_code == 200
    assert (await client.get(path, headers=headers(person))).json() == {
        "timeZone": "Europe/Berlin",
        "allDayTime": "07:30:00",
    }
    other = await client.get(path, headers=headers(f"other-{uuid4().hex}"))
    assert other.json() == first.json()
    refused = await client.put(path, json={"timeZone": "Mars/Base"}, headers=headers(person))
    assert refused.status_code == 422
