"""A space that several people share, over HTTP."""

from typing import Any
from uuid import uuid4

import httpx2

from conftest import Headers

API = "/api/v1"
JSON = dict[str, Any]


class SharedSpace:
    """A space of an owner; every call names who makes it, and may name another client."""

    def __init__(self, client: httpx2.AsyncClient, headers: Headers, owner: str) -> None:
        """Take who owns it; `make` makes it."""
        self.client = client
        self.headers = headers
        self.owner = owner
        self.id = ""

    async def make(self, name: str = "home") -> "SharedSpace":
        """Make the space."""
        self.id = (await self.call(self.owner, "POST", "/spaces", {"name": name}))["id"]
        return self

    async def call(
        self,
        who: str,
        method: str,
        path: str,
        body: JSON | None = None,
        client: httpx2.AsyncClient | None = None,
    ) -> JSON:
        """Do something that succeeds."""
        through = client or self.client
        answer = await through.request(method, API + path, json=body, headers=self.headers(who))
        assert answer.is_success, answer.text
        found: JSON = answer.json() if answer.content else {}
        return found

    async def let_in(self, who: str = "", role: str = "editor") -> str:
        """Make somebody a member."""
        name = who or f"guest-{uuid4().hex}"
        made = await self.call(self.owner, "POST", f"/spaces/{self.id}/invitations", {"role": role})
        await self.call(name, "POST", "/invitations/accept", {"secret": made["secret"]})
        return name

    async def remove(self, who: str) -> None:
        """Take a member out."""
        await self.call(self.owner, "DELETE", f"/spaces/{self.id}/members/{who}")

    async def add(
        self, who: str, title: str, client: httpx2.AsyncClient | None = None, **fields: object
    ) -> JSON:
        """Add a task."""
        body = {"title": title, "spaceId": self.id, **fields}
        return await self.call(who, "POST", "/tasks", body, client)

    async def move_in(self, who: str, task: JSON) -> None:
        """Move a task here from another space."""
        await self.call(who, "POST", f"/tasks/{task['id']}/move", {"spaceId": self.id})

    async def head(self) -> int:
        """How far its ledger has grown."""
        items = (await self.call(self.owner, "GET", f"/activity?spaceId={self.id}&limit=1"))[
            "items"
        ]
        return int(items[0]["sequence"])
