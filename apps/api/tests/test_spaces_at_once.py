"""Several requests at once in one space: each ends as it would after the other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx2
import pytest

from conftest import Headers
from support.statements import statements_of
from taskora_api.database.engine import Database
from taskora_api.settings import Settings

API = "/api/v1"


class Home:
    """A shared space of one person."""

    def __init__(self, client: httpx2.AsyncClient, headers: Headers, person: str) -> None:
        self._client = client
        self._headers = headers
        self.person = person
        self.space = ""

    async def call(
        self, method: str, path: str, body: object = None, who: str | None = None
    ) -> httpx2.Response:
        headers = self._headers(who or self.person)
        return await self._client.request(method, API + path, json=body, headers=headers)

    async def made(self, path: str, **body: object) -> dict[str, Any]:
        answer = await self.call("POST", path, body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def link(self, **options: object) -> dict[str, Any]:
        return await self.made(f"/spaces/{self.space}/invitations", role="editor", **options)


@pytest.fixture
async def home(client: httpx2.AsyncClient, headers: Headers, person: str) -> Home:
    """A shared space of the person of this test."""
    made = Home(client, headers, person)
    made.space = (await made.made("/spaces", name="home"))["id"]
    return made


@asynccontextmanager
async def held(settings: Settings, space: str) -> AsyncIterator[asyncpg.Connection]:
    """Hold a space as another request does, and let it go at the end."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT FROM app.ledger_heads WHERE space_id = $1 FOR UPDATE", UUID(space)
            )
            yield connection
    finally:
        await connection.close()


async def begun(
    database: Database, request: Awaitable[httpx2.Response]
) -> asyncio.Future[httpx2.Response]:
    """Send a request, and return once it waits for the space."""
    with statements_of(database) as sent:
        running = asyncio.ensure_future(request)
        while not any("ledger_heads" in each for each in sent) and not running.done():
            await asyncio.sleep(0)
    return running


@pytest.mark.parametrize(
    ("table", "path", "body"),
    [
        ("projects", "/projects/{project}/sections", {"name": "floor"}),
        ("tasks", "/tasks/{task}/comments", {"text": "two"}),
        ("tasks", "/tasks/{task}/relations", {"toId": "{other}", "kind": "blocks"}),
    ],
)
async def test_nothing_is_added_to_what_was_deleted_while_the_space_was_waited_for(
    *,
    home: Home,
    settings: Settings,
    database: Database,
    table: str,
    path: str,
    body: dict[str, str],
) -> None:
    ids = {
        "project": (await home.made("/projects", name="kitchen", spaceId=home.space))["id"],
        "task": (await home.made("/tasks", title="a", spaceId=home.space))["id"],
        "other": (await home.made("/tasks", title="b", spaceId=home.space))["id"],
    }
    sent = {name: value.format(**ids) for name, value in body.items()}
    async with held(settings, home.space) as other:
        running = await begun(database, home.call("POST", path.format(**ids), sent))
        await other.execute(
            f"DELETE FROM app.{table} WHERE id = $1",  # noqa: S608 - a name from above.
            UUID(ids["project" if table == "projects" else "task"]),
        )
    assert (await running).status_code == 404


async def test_who_joins_by_two_links_at_once_joins_once(home: Home) -> None:
    links = [await home.link() for _ in range(4)]
    who = f"new-{uuid4().hex}"
    answers = await asyncio.gather(
        *(
            home.call("POST", "/invitations/accept", {"secret": link["secret"]}, who)
            for link in links
        )
    )
    assert [answer.status_code for answer in answers] == [200] * 4
    members = (await home.call("GET", f"/spaces/{home.space}/members")).json()["items"]
    assert [each["memberId"] for each in members] == [home.person, who]
    left = (await home.call("GET", f"/spaces/{home.space}/invitations")).json()["items"]
    assert len(left) == 3


async def test_a_link_for_one_lets_in_one_of_many_who_come_at_once(home: Home) -> None:
    link = await home.link(uses=1)
    people = [f"new-{number}-{uuid4().hex}" for number in range(5)]
    answers = await asyncio.gather(
        *(
            home.call("POST", "/invitations/accept", {"secret": link["secret"]}, who)
            for who in people
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]


async def test_who_joins_waits_for_the_space_before_the_link(
    home: Home, settings: Settings, database: Database
) -> None:
    link = await home.link()
    body = {"secret": link["secret"]}
    async with held(settings, home.space) as owner:
        running = await begun(
            database, home.call("POST", "/invitations/accept", body, f"new-{uuid4().hex}")
        )
        # As revoking does, which holds the space already.
        statement = "DELETE FROM app.invitations WHERE id = $1"
        await owner.execute(statement, UUID(link["id"]), timeout=5)
    assert (await running).status_code == 404


async def test_one_version_is_changed_once_by_all_who_have_seen_it(home: Home) -> None:
    task = await home.made("/tasks", title="a", spaceId=home.space)

    async def rename(number: int) -> int:
        answer = await home._client.patch(
            f"{API}/tasks/{task['id']}",
            json={"title": f"{number}"},
            headers=home._headers(home.person) | {"If-Match": '"1"'},
        )
        return answer.status_code

    assert sorted(await asyncio.gather(*map(rename, range(5)))) == [200, 412, 412, 412, 412]


async def test_a_project_that_goes_while_tasks_come_leaves_none_that_names_it(home: Home) -> None:
    project = (await home.made("/projects", name="kitchen", spaceId=home.space))["id"]
    bodies = [
        {"title": f"{number}", "spaceId": home.space, "projectId": project} for number in range(6)
    ]
    adding = [home.call("POST", "/tasks", body) for body in bodies]
    *added, deleted = await asyncio.gather(*adding, home.call("DELETE", f"/projects/{project}"))
    assert deleted.status_code == 204
    assert {answer.status_code for answer in added} <= {201, 422}
    listed = (await home.call("GET", f"/tasks?spaceId={home.space}")).json()["items"]
    assert {task["projectId"] for task in listed} <= {None}
