"""Ann's and Ben's calendars in the product, as programs and as the page see them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from fastapi import FastAPI

from support.caldav import CALENDAR, HOME, NAMESPACES, ROOT, Dav
from support.calendar_store import ANN, BEN

API = "/api/v1"
APP_PASSWORDS = f"{API}/app-passwords"
Json = dict[str, Any]
Headers = Callable[..., dict[str, str]]


async def make_app_password(
    client: httpx2.AsyncClient, headers: dict[str, str], **fields: str
) -> Json:
    """Make an app password as its owner does, and return what was answered."""
    body = {"name": "phone", **fields}
    answer = await client.post(APP_PASSWORDS, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def named(name: str) -> str:
    """Write a MKCALENDAR with a name."""
    prop = f"<d:set><d:prop><d:displayname>{name}</d:displayname></d:prop></d:set>"
    return f"<c:mkcalendar {NAMESPACES}>{prop}</c:mkcalendar>"


@dataclass
class ProductDav(Dav):
    """Ann, whose calendar is a project of her own space."""

    headers: Headers = field(default=dict)
    application: FastAPI | None = None

    async def rest(
        self, method: str, path: str, body: Json | None = None, who: str = ANN.id
    ) -> Json:
        """Do something over REST that succeeds, as the page does."""
        answer = await self.client.request(
            method, API + path, json=body, headers=self.headers(who), auth=None
        )
        assert answer.is_success, answer.text
        found: Json = answer.json() if answer.content else {}
        return found | {"changeId": answer.headers.get("change-id")}

    async def tasks(self) -> dict[str, Json]:
        """All open and completed tasks that Ann sees, by their titles."""
        items = (await self.rest("GET", "/tasks?limit=500"))["items"]
        return {task["title"]: task for task in items}

    async def project(self, name: str = "Tasks") -> str:
        """The id of the project that is the calendar."""
        items = (await self.rest("GET", "/projects"))["items"]
        return next(str(each["id"]) for each in items if each["name"] == name)

    async def recurs(self, name: str) -> bool:  # noqa: ARG002 - there is one task alone.
        (task,) = (await self.tasks()).values()
        return task["recurrence"] is not None

    async def give_ben(self, slug: str) -> None:
        async with signed_in(self.application, self.headers, BEN.id) as ben:
            made = await ben.request("MKCALENDAR", f"{ROOT}/calendars/{BEN.id}/{slug}/")
            assert made.status_code in {201, 405}, made.text

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[httpx2.AsyncClient]:
        async with _client(self.application) as visitor:
            yield visitor


@asynccontextmanager
async def signed_in(
    application: FastAPI | None, headers: Headers, who: str
) -> AsyncIterator[httpx2.AsyncClient]:
    """Sign somebody in with an app password, which is revoked at the end."""
    async with _client(application) as client:
        made = await make_app_password(client, headers(who))
        client.auth = httpx2.BasicAuth(who, made["password"])
        client.follow_redirects = True
        yield client
        path = f"{APP_PASSWORDS}/{made['id']}"
        assert (
            await client.request("DELETE", path, headers=headers(who), auth=None)
        ).status_code == 204


@asynccontextmanager
async def product_calendar(
    application: FastAPI, headers: Headers, password: str
) -> AsyncIterator[ProductDav]:
    """Sign Ann in by an app password, with an empty calendar at the address that tests know."""
    who = ANN.id
    async with _client(application) as client:
        client.auth = httpx2.BasicAuth(who, password)
        client.follow_redirects = True
        dav = ProductDav(client, headers=headers, application=application)
        for task in (await dav.tasks()).values():
            # With a parent, those below it are gone already.
            path = f"{API}/tasks/{task['id']}"
            await client.request("DELETE", path, headers=headers(who), auth=None)
        await client.request("DELETE", CALENDAR)
        made = await client.request("MKCALENDAR", CALENDAR, content=named("Tasks"))
        assert made.status_code == 201, made.text
        assert CALENDAR.startswith(HOME)
        yield dav


def _client(application: FastAPI | None) -> httpx2.AsyncClient:
    assert application is not None
    transport = httpx2.ASGITransport(application)
    return httpx2.AsyncClient(transport=transport, base_url="http://api")
