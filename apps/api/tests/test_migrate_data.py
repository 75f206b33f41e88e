"""Migrations on data that older programs have written, and older programs on the newest schema."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from conftest import run_statement
from support.all_tasks import all_tasks
from support.ledger import verified
from support.migrating import move_to
from support.process import run_module
from taskora_api.database.engine import Database, create_engine
from taskora_api.deleted_spaces.service import DeletedSpaceService
from taskora_api.finding.asked import ListQuery
from taskora_api.finding.service import FindingService
from taskora_api.ledger.entries import Actor
from taskora_api.ledger.position import position_at
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import NewSpace
from taskora_api.spaces.service import SpaceService
from taskora_api.tasks.schemas import NewTask, TaskChanges, TaskStatus
from taskora_api.tasks.service import TaskService
from taskora_api.verify_ledger import EXIT_BROKEN

pytestmark = pytest.mark.long

ADA, BOB = "ada", "bob/ß"
CREATED = "2026-01-02T03:04:05.600000Z"


@pytest.fixture
async def settings(server_url: str) -> AsyncIterator[DatabaseSettings]:
    """A database of this test alone."""
    name = f"test_{uuid4().hex}"
    await run_statement(server_url, f'CREATE DATABASE "{name}"')
    url = server_url.rsplit("/", 1)[0] + f"/{name}"
    yield DatabaseSettings.model_validate({"database_url": url})
    await run_statement(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


class OlderProgram:
    """Writes as the program did that knew of no spaces (schema 2 to 5)."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def add(self, owner: str, title: str) -> dict[str, Any]:
        task: dict[str, Any] = {
            "id": str(uuid4()),
            "title": title,
            "notes": "",
            "due_on": None,
            "completed_at": None,
            "created_at": CREATED,
            "updated_at": CREATED,
            "version": 1,
        }
        await self._connection.execute(
            "INSERT INTO app.tasks (id, owner_id, title, notes, created_at, updated_at, version) "
            "VALUES ($1, $2, $3, '', ($4::text)::timestamptz, ($4::text)::timestamptz, 1)",
            UUID(task["id"]),
            owner,
            title,
            CREATED,
        )
        await self._record(owner, "added", task["id"], None, task)
        return task

    async def rename(self, owner: str, task: dict[str, Any], title: str) -> dict[str, Any]:
        await self._connection.execute(
            "UPDATE app.tasks SET title = $2, version = version + 1 WHERE id = $1",
            UUID(task["id"]),
            title,
        )
        after = {"title": title, "version": task["version"] + 1}
        await self._record(owner, "changed", task["id"], task, after)
        return task | after

    async def forget(self) -> None:
        """Remove all changes, as it does after 30 days."""
        await self._connection.execute("DELETE FROM app.changes")

    async def _record(
        self, owner: str, kind: str, task_id: str, before: object, after: object
    ) -> None:
        change_id = uuid4()
        await self._connection.execute(
            "INSERT INTO app.changes (id, owner_id, actor, kind, count, titles, created_at) "
            "VALUES ($1, $2, 'web', $3, 1, '[]', now())",
            change_id,
            owner,
            kind,
        )
        await self._connection.execute(
            "INSERT INTO app.change_entries (change_id, position, task_id, before, after) "
            "VALUES ($1, 0, $2, $3, $4)",
            change_id,
            UUID(task_id),
            None if before is None else json.dumps(before),
            json.dumps(after),
        )


@pytest.fixture
async def older(settings: DatabaseSettings) -> AsyncIterator[OlderProgram]:
    """An older program on its own schema, with tasks of two people."""
    await move_to(settings, "0005")
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    program = OlderProgram(connection)
    forgotten = await program.add(ADA, "forgotten")
    await program.rename(ADA, forgotten, "of long ago")
    await program.forget()
    task = await program.add(ADA, "a")
    await program.rename(ADA, task, "b")
    await program.rename(ADA, forgotten | {"title": "of long ago", "version": 2}, "of today")
    await program.add(BOB, "c")
    yield program
    await connection.close()


def _service(settings: DatabaseSettings) -> tuple[TaskService, Any]:
    engine = create_engine(settings)
    return TaskService(Database(engine, 2)), engine


async def _titles(service: TaskService, person: str) -> list[str]:
    return sorted(task.title for task in await all_tasks(service, person, TaskStatus.ALL))


async def test_every_task_has_its_space_and_every_ledger_begins_whole(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    del older
    await migrate(settings)
    service, engine = _service(settings)
    try:
        assert await _titles(service, ADA) == ["b", "of today"]
        assert await _titles(service, BOB) == ["c"]
        (task,) = await all_tasks(service, BOB, TaskStatus.ALL)
        assert task.space_id == personal_space_id(BOB)
        assert task.position == position_at(task.created_at)
        reports = await verified(settings)
        assert reports["all"] == {
            "ledgers": 2,
            "entries": 5,
            "erased": 0,
            "unsealed": 0,
            "broken": 0,
        }, reports
    finally:
        await engine.dispose()


async def test_what_was_done_before_is_undone_after(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    del older
    await migrate(settings)
    service, engine = _service(settings)
    try:
        changes = (await service.list_changes(ADA, 10)).items
        assert [change.kind for change in changes] == ["changed", "changed", "added"]
        for change in changes[:2]:
            await service.undo(ADA, change.id, Actor.WEB)
        assert await _titles(service, ADA) == ["a", "of long ago"]
        assert (await verified(settings))["all"]["broken"] == 0
    finally:
        await engine.dispose()


async def test_an_older_program_goes_on_beside_the_new_one_and_all_it_does_is_sealed(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    await migrate(settings)
    service, engine = _service(settings)
    try:
        task = await older.add(ADA, "by the older")
        await older.add("newcomer", "their first")
        reports = await verified(settings)
        assert (reports["all"]["unsealed"], reports["all"]["broken"]) == (2, 0), reports
        assert "by the older" in await _titles(service, ADA)
        changed = await service.update_tasks(
            ADA, {UUID(task["id"]): TaskChanges(title="by the new")}, Actor.WEB
        )
        assert changed.missing == []
        await service.add_tasks("newcomer", [NewTask(title="their second")], Actor.WEB)
        assert await _titles(service, "newcomer") == ["their first", "their second"]
        reports = await verified(settings)
        assert (reports["all"]["unsealed"], reports["all"]["broken"]) == (0, 0), reports
        await older.forget()
        assert (await verified(settings)) == reports
    finally:
        await engine.dispose()


async def test_the_way_down_and_up_again_loses_no_task(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    await migrate(settings)
    service, engine = _service(settings)
    try:
        new = NewTask.model_validate({"title": "x" * 1000, "tags": ["home"]})
        await service.add_tasks(ADA, [new], Actor.WEB)
        await engine.dispose()
        await move_to(settings, "0005", down=True)
        again = await older.add(ADA, "after the way down")
        await older.rename(ADA, again, "after the way down, renamed")
        await migrate(settings)
        titles = await _titles(service, ADA)
        assert titles == ["after the way down, renamed", "b", "of today", "x" * 200]
        assert (await verified(settings))["all"]["broken"] == 0
    finally:
        await engine.dispose()


async def test_the_way_down_restores_a_deleted_space(settings: DatabaseSettings) -> None:
    """An older schema has no place for one, and loses nothing that could still be restored."""
    await migrate(settings)
    service, engine = _service(settings)
    spaces = SpaceService(service.database)
    try:
        home = await spaces.create(ADA, NewSpace(name="home"), Actor.WEB)
        deleted = DeletedSpaceService(service.database, lambda: None)
        await deleted.delete(ADA, home.id, Actor.WEB)
        assert [each.name for each in (await spaces.list_spaces(ADA)).items] == [""]
        await engine.dispose()
        await move_to(settings, "0013", down=True)
        assert [each.name for each in (await spaces.list_spaces(ADA)).items] == ["", "home"]
        await engine.dispose()
        await migrate(settings)
        assert (await deleted.list_deleted(ADA)).items == []
    finally:
        await engine.dispose()


async def test_a_migration_that_was_interrupted_is_gone_on_with(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    del older
    await move_to(settings, "0007")
    await run_statement(
        settings.database_url.get_secret_value(),
        "UPDATE app.alembic_version SET version_num = '0006'",
    )
    await migrate(settings)
    assert (await verified(settings))["all"]["broken"] == 0


async def test_the_command_says_by_its_exit_code_whether_every_ledger_is_whole(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    """`nx run api:verify-ledger` is this program."""
    del older
    await migrate(settings)
    url = settings.database_url.get_secret_value()

    async def run() -> tuple[int, str]:
        environment = {"DATABASE_URL": url}
        ended = await asyncio.to_thread(run_module, "taskora_api.verify_ledger", environment)
        assert str(personal_space_id(ADA)) in ended.stdout
        return ended.returncode, ended.stderr

    assert await run() == (0, "")
    await run_statement(url, "UPDATE app.tasks SET title = 'x' WHERE owner_id = 'ada'")
    code, said = await run()
    assert code == EXIT_BROKEN
    assert said.startswith("API_LEDGER: ")


async def test_what_was_there_before_is_found_and_what_an_older_program_writes_too(
    settings: DatabaseSettings, older: OlderProgram
) -> None:
    await migrate(settings)
    added = await older.add(ADA, "call the dentist")
    await older.rename(ADA, added, "call the plumber")
    service, engine = _service(settings)
    finding = FindingService(service.database)

    async def found(person: str, search: str) -> list[str]:
        page = await finding.list_tasks(person, ListQuery(search=search), 10)
        return [task.title for task in page.items]

    try:
        assert await found(ADA, "of tdoay") == ["of today"]
        assert await found(ADA, "plubmer") == ["call the plumber"]
        assert await found(ADA, "dentist") == await found(BOB, "today") == []
        async with engine.connect() as connection:
            stale = await connection.scalar(
                text(
                    "SELECT count(*) FROM app.tasks LEFT JOIN app.task_terms ON task_id = id WHERE "
                    "terms IS DISTINCT FROM app.terms_of_task(tasks.space_id, title, notes)"
                )
            )
        assert stale == 0
    finally:
        await engine.dispose()


_OF_0013 = """
INSERT INTO app.spaces (id, kind, name, created_by, created_at)
  VALUES ('{space}', 'shared', 'home', 'ada', now());
INSERT INTO app.members (space_id, member_id, role, joined_at)
  VALUES ('{space}', 'ada', 'owner', now()), ('{space}', 'bob', 'editor', now());
INSERT INTO app.ledger_heads (space_id, sequence, hash) VALUES ('{space}', 0, '');
INSERT INTO app.tasks (id, space_id, owner_id, title, due_on, due_time, created_at, updated_at)
  VALUES ('{day}', '{space}', 'ada', 'of a day', '2027-06-01', NULL, now(), now()),
    ('{time}', '{space}', 'ada', 'at a time', '2027-06-01', '18:00', now(), now());
INSERT INTO app.changes (id, owner_id, space_id, action_id, actor, kind, count, titles, created_at)
  SELECT id, who, '{space}', id, 'caldav', 'changed', 1, '[]', now()
  FROM (VALUES (gen_random_uuid(), 'ada'), (gen_random_uuid(), 'bob')) AS each(id, who);
INSERT INTO app.change_entries (change_id, position, space_id, entity, task_id, after)
  SELECT changes.id, row_number() OVER () - 1, '{space}', 'task', tasks.id, '{{}}'
  FROM app.changes, app.tasks
  WHERE tasks.space_id = '{space}' AND changes.space_id = '{space}'
    AND (changes.owner_id = 'ada' OR tasks.id = '{time}');
INSERT INTO app.calendar_objects (task_id, name, uid, reminders, claimed_at) VALUES
  ('{day}', 'a.ics', 'a', '[{{"uid": "u", "minutes_before": 900, "at": null,
    "acknowledged_at": "2027-01-01T00:00:00Z"}}, {{"uid": null, "minutes_before": -540, "at": null,
    "acknowledged_at": null}}]', now()),
  ('{time}', 'b.ics', 'b', '[{{"uid": null, "minutes_before": null, "at": "2027-05-31T08:00:00Z",
    "acknowledged_at": null}}, {{"uid": null, "minutes_before": -15, "at": null,
    "acknowledged_at": null}}, {{"uid": null, "minutes_before": 15, "at": null,
    "acknowledged_at": null}}]', now())
"""


async def test_alarms_that_programs_had_sent_are_reminders_of_who_sent_them_last(
    settings: DatabaseSettings,
) -> None:
    """An alarm after the time of a task is none, and stays in the text that was sent."""
    await move_to(settings, "0013")
    url = settings.database_url.get_secret_value()
    names = {name: str(uuid4()) for name in ("space", "day", "time")}
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_OF_0013.format(**names))
        await migrate(settings)
        rows = await connection.fetch(
            "SELECT reminders.task_id::text, reminders.member_id, minutes_before, "
            "all_day_time::text, uid, remind_at IS NULL AS is_relative, "
            "acknowledged_at IS NULL AS is_open, is_stale "
            "FROM app.reminders JOIN app.reminder_times ON reminder_id = reminders.id"
        )
        await move_to(settings, "0013", down=True)
        await migrate(settings)
        assert await connection.fetchval("SELECT count(*) FROM app.reminders") == len(rows)
    finally:
        await connection.close()
    assert {tuple(row) for row in rows} == {
        (names["day"], "ada", 900, "00:00:00", "u", True, False, True),
        (names["day"], "ada", 0, "09:00:00", None, True, True, True),
        (names["time"], "bob", None, None, None, False, True, True),
        (names["time"], "bob", 15, None, None, True, True, True),
    }
