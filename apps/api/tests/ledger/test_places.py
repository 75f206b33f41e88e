"""Each row has the place of its last entry, by which clients are brought up to date."""

from typing import Any
from uuid import UUID

import asyncpg
import httpx2

from support.tasks import Tasks
from taskora_api.settings import Settings

API = "/api/v1"
_PLACES = """
SELECT row.id, row.sequence, (
  SELECT max(entry.sequence) FROM app.change_entries entry WHERE entry.task_id = row.id
) FROM app.{table} row WHERE row.space_id = $1
"""


async def _assert_in_place(settings: Settings, space: UUID, *counts: int) -> None:
    """Compare all tasks, projects and sections, of which there are so many."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        for table, count in zip(("tasks", "projects", "sections"), counts, strict=True):
            rows = await connection.fetch(_PLACES.format(table=table), space)
            assert len(rows) == count
            assert all(sequence == last for _, sequence, last in rows), (table, rows)
    finally:
        await connection.close()


async def test_rows_have_the_places_of_their_entries_also_within_a_change_of_several_kinds(
    client: httpx2.AsyncClient, signed_in: dict[str, str], settings: Settings
) -> None:
    tasks = Tasks(client, signed_in)

    async def call(method: str, path: str, body: object = None) -> httpx2.Response:
        return await client.request(method, API + path, json=body, headers=signed_in)

    project: dict[str, Any] = (await call("POST", "/projects", {"name": "p"})).json()
    sections = f"/projects/{project['id']}/sections"
    for name in "st":
        section = (await call("POST", sections, {"name": name})).json()["id"]
        for title in "abc":
            await tasks.add(title, projectId=project["id"], sectionId=section)
    space = UUID(project["spaceId"])
    await _assert_in_place(settings, space, 6, 1, 2)
    deleted = await call("DELETE", f"/projects/{project['id']}")
    await _assert_in_place(settings, space, 6, 0, 0)
    undone = await tasks.undo(deleted)
    assert undone.status_code == 200, undone.text
    await _assert_in_place(settings, space, 6, 1, 2)
    assert (await tasks.undo(undone)).status_code == 200
    await _assert_in_place(settings, space, 6, 0, 0)
