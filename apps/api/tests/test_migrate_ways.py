"""The way down to every earlier schema and up again, with rows in every table there is.

The long form tries each of them; else those are tried at which something else is lost.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from pydantic import SecretStr

from conftest import Headers, new_database
from support.caldav import CALENDAR, todo
from support.calendar_store import ANN
from support.chat import Chat
from support.examples import IS_LONG
from support.household import SharedSpace
from support.ledger import verified
from support.migrating import move_to
from support.product_calendars import ProductDav, named, signed_in
from support.replicas import running_replica
from support.tasks import Tasks
from taskora_api.database.revisions import REVISION_NEEDED
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings, Settings

pytestmark = pytest.mark.long

API = "/api/v1"
PERSON = ANN.id
TASKS = "/tasks?limit=500"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'app' AND tablename !~ '^alembic'"
# Before this one there were no spaces, and all that is of none goes on the way down.
SPACES_SINCE = 6
NEWEST = int(REVISION_NEEDED)
FEW = {1, 5, 9, 13}
REVISIONS = [each for each in range(1, NEWEST) if IS_LONG or each in FEW]
# What is only written as time goes by, or where a model or a channel answers.
BY_HAND = """
INSERT INTO app.deliveries (id, channel_id, member_id, purpose, due_at, state, created_at)
  SELECT gen_random_uuid(), id, member_id, 'test', now(), 'sent', now() FROM app.channels;
INSERT INTO app.model_tokens (day, owner_id, tokens) VALUES ('2027-01-01', 'ann', 7);
INSERT INTO app.reading_choices (member_id, phrase, number, chosen_at)
  VALUES ('ann', 'on friday', 1, now());
INSERT INTO app.rate_limits (member_id, taken_until, granted) VALUES ('ann', 1, 1)
  ON CONFLICT DO NOTHING;
"""


@dataclass
class Filled:
    """A database with rows in every table, and what its person sees."""

    url: str
    before: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
async def filled(
    server_url: str,
    template: str,
    settings: Settings,
    issuer: Any,  # noqa: ANN401
) -> AsyncIterator[Filled]:
    """Fill each table as people do, as far as they can."""

    def headers(subject: str, **_: object) -> dict[str, str]:
        return {"Authorization": f"Bearer {issuer.token(subject)}"}

    async with new_database(server_url, template) as url:
        found = Filled(url)
        async with running_replica(_settings(settings, url)) as replica:
            await _fill(replica.client, headers)
            async with signed_in(replica.application, headers, PERSON) as program:
                dav = ProductDav(program, headers=headers, application=replica.application)
                await dav.send("MKCALENDAR", CALENDAR, named("Tasks"))
                alarm = ["BEGIN:VALARM", "UID:a", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM"]
                sent = todo("SUMMARY:sent", "DUE:20270101T120000Z", *alarm, uid="sent")
                assert (await dav.put("sent.ics", sent)).status_code == 201
                # The password is revoked at the end; this one stays.
                await dav.rest("POST", "/app-passwords", {"name": "phone"})
            found.before = await _seen(replica.client, headers(PERSON))
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(BY_HAND)
            names = [row["tablename"] for row in await connection.fetch(TABLES)]
            empty = [
                name
                for name in names
                if not await connection.fetchval(f'SELECT count(*) FROM app."{name}"')  # noqa: S608
            ]
            assert empty == [], "a new table needs rows here"
        finally:
            await connection.close()
        yield found


def _settings(settings: Settings, url: str) -> Settings:
    return settings.model_copy(update={"database_url": SecretStr(url), "delivery_webhooks": True})


async def _fill(client: httpx2.AsyncClient, headers: Headers) -> None:
    own = headers(PERSON)
    tasks = Tasks(client, own)
    home = await SharedSpace(client, headers, PERSON).make()
    bob = await home.let_in()
    await home.call(PERSON, "POST", f"/spaces/{home.id}/invitations", {"role": "editor"})
    project = await home.call(PERSON, "POST", "/projects", {"name": "p"})
    path = f"/projects/{project['id']}/sections"
    section = await home.call(PERSON, "POST", path, {"name": "s"})
    whole = await tasks.add(
        "x" * 1000,
        **{"notes": "n" * 30000, "tags": ["home"], "priority": "high", "durationMinutes": 30},
        **{"dueOn": "2027-01-31", "dueTime": "08:00:00", "dueZone": "Europe/Berlin"},
        **{"projectId": project["id"], "sectionId": section["id"], "startOn": "2027-01-01"},
        recurrence={"rule": "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD"},
    )
    below = await tasks.add("below", parentId=whole["id"])
    trashed = await tasks.add("trashed")
    await tasks.call("DELETE", f"/{trashed['id']}")
    of_whole = f"/tasks/{whole['id']}"
    await home.call(PERSON, "POST", f"{of_whole}/comments", {"text": "c"})
    relation = {"toId": below["id"], "kind": "blocks"}
    await home.call(PERSON, "POST", f"{of_whole}/relations", relation)
    for minutes in (10, 20, 30):
        made = await home.call(PERSON, "POST", f"{of_whole}/reminders", {"minutesBefore": minutes})
    await home.call(PERSON, "PUT", f"/reminders/{made['id']}", {"minutesBefore": 40})
    for name in ("one", "other"):
        view = await home.call(PERSON, "POST", "/views", {"name": name, "filter": "today"})
    await home.call(PERSON, "PATCH", f"/views/{view['id']}", {"name": "changed"})
    gone = await home.call(PERSON, "POST", "/views", {"name": "gone", "spaceId": home.id})
    await home.call(PERSON, "DELETE", f"/views/{gone['id']}")
    await home.call(PERSON, "POST", "/calendar-feeds", {"name": "f"})
    token = {"name": "t", "scopes": ["tasks:read"], "expiresInDays": 7}
    await home.call(PERSON, "POST", "/tokens", token)
    await home.call(PERSON, "PUT", "/reminder-settings", {"timeZone": "UTC"})
    await home.call(PERSON, "PATCH", "/reading-settings", {"weekStart": 6})
    channel = {"kind": "webhook", "name": "mine", "address": "https://hook.example/1"}
    await home.call(PERSON, "POST", "/channels", channel)
    await tasks.call("PATCH", f"/{whole['id']}", json={"completed": True})
    planned = {"Dry-Run": "true", "Idempotency-Key": str(uuid4())}
    await tasks.call("PATCH", f"/{whole['id']}", json={"title": "planned"}, headers=planned)
    await _work_together(home, tasks, bob)
    other = await SharedSpace(client, headers, PERSON).make("gone")
    await other.add(PERSON, "in what is gone")
    await other.call(PERSON, "DELETE", f"/spaces/{other.id}")
    await Chat(client, own).say("add buy milk tomorrow")


async def _work_together(home: SharedSpace, tasks: Tasks, bob: str) -> None:
    """What two people do with the same tasks, and what moves between spaces."""
    theirs = await home.add(bob, "of both", assigneeId=PERSON)
    await home.call(PERSON, "PATCH", f"/tasks/{theirs['id']}", {"title": "of both, changed"})
    deleted = await home.add(bob, "deleted by the other")
    await home.call(PERSON, "DELETE", f"/tasks/{deleted['id']}")
    moved, back = await tasks.add("moved"), await tasks.add("moved and undone")
    await home.move_in(PERSON, moved)
    path = f"/{back['id']}/move"
    done = await tasks.call("POST", path, json={"spaceId": home.id})
    assert (await tasks.undo(done)).status_code == 200


async def _seen(client: httpx2.AsyncClient, headers: dict[str, str]) -> dict[str, Any]:
    """What an earlier schema with spaces holds as well, as the person sees it."""
    found = {}
    for path in (TASKS, "/projects", "/views"):
        answer = await client.get(API + path, headers=headers)
        assert answer.status_code == 200, answer.text
        found[path] = sorted(answer.json()["items"], key=lambda each: str(each["id"]))
    for task in list(found[TASKS]):
        path = f"/tasks/{task['id']}/reminders"
        answer = await client.get(API + path, headers=headers)
        found[path] = answer.json()["items"]
    return found


@pytest.mark.parametrize("revision", REVISIONS)
async def test_the_way_down_and_up_again_keeps_what_it_can_and_every_ledger_whole(
    filled: Filled, server_url: str, settings: Settings, headers: Headers, revision: int
) -> None:
    async with new_database(server_url, filled.url.rsplit("/", 1)[1]) as url:
        of_it = DatabaseSettings.model_validate({"database_url": url})
        assert (await verified(of_it))["all"]["broken"] == 0
        await move_to(of_it, f"{revision:04}", down=True)
        await migrate(of_it)
        reports = await verified(of_it)
        assert [each["faults"] for each in reports.values() if each.get("faults")] == []
        async with running_replica(_settings(settings, url)) as replica:
            seen = await _seen(replica.client, headers(PERSON))
            if revision >= SPACES_SINCE:
                seen[TASKS] = _without_what_was_gone(filled, seen)
                assert {path: seen[path] for path in filled.before} == filled.before
            else:
                kept = {task["id"] for task in filled.before[TASKS]}
                own = {each["id"] for each in seen[TASKS]}
                assert kept - own <= _of_others(filled)
            # What is there can be changed, and that is recorded after what was there.
            await Tasks(replica.client, headers(PERSON)).add("afterwards")
        assert (await verified(of_it))["all"]["broken"] == 0


def _without_what_was_gone(filled: Filled, seen: dict[str, Any]) -> list[Any]:
    """A schema without deleted spaces has them restored."""
    known = {each["id"] for each in filled.before[TASKS]}
    return [each for each in seen[TASKS] if each["id"] in known]


def _of_others(filled: Filled) -> set[str]:
    """What goes to the space of who has made it, where there are no shared ones."""
    return {each["id"] for each in filled.before[TASKS] if each["createdBy"] != PERSON}
