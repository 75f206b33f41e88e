"""A household moves in with three files, works on them at once, and takes everything out again.

Two people use the page and one of them a calendar program beside it, over HTTP: one that speaks by
requests of its own, and the client of Python, which `nx run api:test-caldav` has.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest

from conftest import Headers
from support import phone
from support.caldav import ROOT, serving
from support.exchange import CONTEXT, IDS, NOW
from support.household import SharedSpace
from support.ledger import verified
from support.moving_in import FILES, facts_of, in_the_files, kept_of
from support.product_calendars import make_app_password
from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.exchange.exporting import FORMATS, kept_by
from taskora_api.exchange.importing import import_file
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

Json = dict[str, Any]
PYTHON = os.environ.get("TASKORA_TEST_CALDAV")
CLIENT = Path(__file__).parent / "clients" / "caldav_edits.py"
# Edits the tasks of lists, given the address of a server, a name and a password.
Program = Callable[[str, str, str, set[str]], Awaitable[int]]


class Household:
    """A space of two people, and what both do there."""

    def __init__(self, space: SharedSpace, ada: str, bob: str) -> None:
        self.space, self.ada, self.bob = space, ada, bob

    async def bring(self, who: str, name: str, content: bytes) -> Json:
        """Import a file, after a preview that says the same."""
        sent: Json = {
            "params": {"spaceId": self.space.id, "fileName": name, "timeZone": "Europe/Berlin"},
            "content": content,
        }
        headers = self.space.headers(who)
        post = self.space.client.post
        preview = await post("/api/v1/imports", headers=headers | {"Dry-Run": "true"}, **sent)
        done = await post("/api/v1/imports", headers=headers, **sent)
        assert (preview.status_code, done.status_code) == (202, 200), done.text
        assert preview.json()["rows"] == done.json()["rows"]
        assert done.json()["counts"]["error"] == 0
        report: Json = done.json()
        return report

    async def tasks(self) -> dict[str, Json]:
        """All tasks by their titles."""
        path = f"/tasks?limit=500&spaceId={self.space.id}"
        items = (await self.space.call(self.ada, "GET", path))["items"]
        return {task["title"]: task for task in items}

    async def take_out(self, source: Source, who: str = "") -> TaskDocument:
        """Export the space, and read the file."""
        query = {"spaceId": self.space.id, "format": source.value}
        answer = await self.space.client.get(
            "/api/v1/exports", params=query, headers=self.space.headers(who or self.bob)
        )
        assert answer.status_code == 200, answer.text
        return import_file(answer.content, CONTEXT, source=source).document


@pytest.fixture
async def household(settings: Settings, headers: Headers, person: str) -> AsyncIterator[Household]:
    """Two people in a new space of a running server."""
    await migrate(settings)
    with serving(create_app(settings), lifespan="on") as url:
        async with httpx2.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
            space = await SharedSpace(client, headers, person).make()
            yield Household(space, person, await space.let_in())


async def _edit_by_the_client_of_python(url: str, user: str, password: str, names: set[str]) -> int:
    program = await asyncio.create_subprocess_exec(
        *(str(PYTHON), str(CLIENT), f"{url}{ROOT}/", user, password, *names),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await program.communicate()
    assert program.returncode == 0, errors.decode()
    return int(output)


PROGRAMS = [
    pytest.param(phone.edit, id="requests"),
    pytest.param(
        _edit_by_the_client_of_python,
        id="caldav",
        marks=pytest.mark.skipif(PYTHON is None, reason="npx nx run api:test-caldav"),
    ),
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("edit", PROGRAMS)
async def test_three_files_come_in_are_worked_on_by_three_at_once_and_go_out_whole(
    household: Household, settings: Settings, edit: Program
) -> None:
    people = (household.ada, household.bob)
    reports = await asyncio.gather(
        *(household.bring(people[n % 2], name, FILES[name]) for n, name in enumerate(FILES))
    )
    assert [report["source"] for report in reports] == ["todoist", "icalendar", "vikunja"]
    before = await household.tasks()
    swept = date.fromisoformat(before["Sweep"]["dueOn"])
    assert swept.weekday() == 4
    facts = in_the_files(swept)
    assert facts_of(await household.take_out(Source.TASKORA_JSON)) == facts

    call = household.space.call
    edits = [
        *(
            call(household.ada, "PATCH", f"/tasks/{task['id']}", {"notes": f"{title}, by Ada"})
            for title, task in before.items()
        ),
        *(
            call(household.bob, "PATCH", f"/tasks/{task['id']}", {"tags": ["bob", *task["tags"]]})
            for task in before.values()
        ),
        *(
            call(who, "PATCH", f"/tasks/{before[title]['id']}", {"completed": True})
            for who, title in zip(people, ("Wax", "Bread, dark"), strict=True)
        ),
        call(
            household.bob,
            "POST",
            f"/tasks/{before['Buy milk']['id']}/recurrence/skip",
            {"occurrenceOn": "2027-06-01"},
        ),
        call(household.ada, "POST", f"/tasks/{before['Sow']['id']}/comments", {"text": "done?"}),
    ]
    client, lists = household.space.client, {"Kitchen", "Errands", "Garden"}
    made = await make_app_password(client, household.space.headers(household.ada))
    url = str(client.base_url).rstrip("/")
    edited, *_ = await asyncio.gather(edit(url, household.ada, made["password"], lists), *edits)
    assert edited == len(facts)

    out = await household.take_out(Source.TASKORA_JSON)
    by_title = {task.title: task for task in out.tasks}
    assert {title: task.notes for title, task in by_title.items()} == {
        title: f"{title}, by Ada" for title in facts
    }
    for title, fact in facts.items():
        is_done = title in {"Wax", "Bread, dark"}
        tags = fact.tags | {"bob"}
        facts[title] = fact._replace(tags=tags, priority="high", is_done=is_done)
    _, at, zone = facts["Buy milk"].due or (None, None, None)
    facts["Buy milk"] = facts["Buy milk"]._replace(due=(date(2027, 6, 8), at, zone))
    assert facts_of(out) == facts
    assert {each.name for each in out.projects} == {"Kitchen", "Errands", "Garden"}
    assert {each.text for each in out.comments} == {"it is behind the door", "deep", "done?"}
    (relation,) = out.relations
    assert (relation.from_id, relation.to_id) == (
        by_title["Sow"].source_id,
        by_title["Water"].source_id,
    )
    assert out.reminders == ()
    of_ada = await household.take_out(Source.TASKORA_JSON, household.ada)
    dated = {task.source_id for task in out.tasks if task.due_on is not None}
    assert {each.task_id for each in of_ada.reminders} == dated
    assert {each.minutes_before for each in of_ada.reminders} == {30}
    for source in FORMATS:
        back = await household.take_out(source)
        assert facts_of(back) == kept_of(source, facts)
        as_ids_go = IDS[source](back, NOW) if source in IDS else back
        assert as_ids_go == kept_by(source, out, NOW)
    reports_of = await verified(settings)
    assert reports_of[household.space.id]["whole"]


async def test_what_goes_out_comes_in_again_as_what_it_is(household: Household) -> None:
    for name, content in FILES.items():
        await household.bring(household.ada, name, content)
    for name, content in FILES.items():
        counts = (await household.bring(household.bob, name, content))["counts"]
        assert counts["create"] == 0
    out = await household.take_out(Source.TASKORA_JSON)
    assert len(out.tasks) == len(in_the_files(NOW.date()))
