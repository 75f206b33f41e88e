"""Objects of every kind that operations are about, each made as a person would make it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2

API = "/api/v1"
GUEST = "somebody"


@dataclass(frozen=True)
class Made:
    """The id of an object, and what else an address or a body needs to name it."""

    id: str
    # By the name of the parameter in the address.
    others: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


class Maker:
    """Makes objects of a person; `guest` is somebody else, who can be let into a space."""

    def __init__(
        self,
        client: httpx2.AsyncClient,
        owner: dict[str, str],
        guest: dict[str, str],
        space_id: str | None = None,
    ) -> None:
        """Take who calls, and in which space things are made: their own, or another one."""
        self.client = client
        self.owner = owner
        self.guest = guest
        self._space_id = space_id
        self._there = {} if space_id is None else {"spaceId": space_id}

    async def make(self, operation: str, path: str) -> Made:
        """Make what an operation is about."""
        makers: dict[str, Callable[[], Awaitable[Made]]] = {
            "tokens": self._token,
            "app-passwords": self._app_password,
            "calendar-feeds": self._feed,
            "changes": self._change,
            "conversations": self._conversation,
            "chat": self._chat,
            "spaces": self._space,
            "deleted-spaces": self._deleted_space,
            "invitations": self._invitation,
            "projects": self._project,
            "sections": self._section,
            "comments": self._comment,
            "relations": self._relation,
            "reminders": self._reminder,
            "channels": self._channel,
            "trash": self._trashed,
            "plans": self._plan,
            "views": self._view,
        }
        if operation == "moveTask":
            return Made((await self._task()).id, body={"spaceId": (await self._space()).id})
        if operation == "placeTask":
            one, other = await self._task(), await self._task()
            return Made(one.id, body={"afterId": other.id})
        if "/recurrence/" in path:
            return await self._recurring(operation)
        if operation == "createRelation":
            one, other = await self._task(), await self._task()
            return Made(one.id, body={"toId": other.id})
        return await makers.get(path.split("/")[3], self._task)()

    async def names(self, path: str) -> list[str]:
        """What a person's list of the kind of an object names, if nothing of it was undone."""
        kind = path.split("/")[3]
        listed = {
            **{"chat": "conversations", "comments": "tasks", "relations": "tasks"},
            **{"reminders": "tasks", "plans": "tasks", "trash": "changes"},
            **{"sections": "projects", "invitations": "spaces"},
        }
        items = (await self._call("GET", f"/{listed.get(kind, kind)}"))["items"]
        assert not any(item.get("undoneAt") for item in items)
        return [
            str(item.get("title") or item.get("name") or (item.get("titles") or [""])[0])
            for item in items
            if item.get("kind") != "personal"
        ]

    async def _task(self) -> Made:
        return Made((await self._call("POST", "/tasks", {"title": "mine", **self._there}))["id"])

    async def _recurring(self, operation: str) -> Made:
        """A task that is due each day, and paused where that is what it takes."""
        body = {"title": "mine", "dueOn": "2027-06-01", "recurrence": {"rule": "FREQ=DAILY"}}
        task = await self._call("POST", "/tasks", body | self._there)
        if operation == "resumeSeries":
            pause = {"startOn": "2027-06-10", "resumedOn": "2027-06-20"}
            await self._call("POST", f"/tasks/{task['id']}/recurrence/pause", pause)
        return Made(task["id"])

    async def _plan(self) -> Made:
        path = f"{API}/tasks/{(await self._task()).id}"
        dry = self.owner | {"Dry-Run": "true"}
        planned = await self.client.patch(path, json={"title": "other"}, headers=dry)
        assert planned.status_code == 202, planned.text
        return Made(planned.json()["id"])

    async def _trashed(self) -> Made:
        made = await self._task()
        deleted = await self.client.delete(f"{API}/tasks/{made.id}", headers=self.owner)
        assert deleted.status_code == 204
        return made

    async def _token(self) -> Made:
        body = {"name": "mine", "scopes": ["chat"]}
        return Made((await self._call("POST", "/tokens", body))["id"])

    async def _app_password(self) -> Made:
        return Made((await self._call("POST", "/app-passwords", {"name": "mine"}))["id"])

    async def _feed(self) -> Made:
        return Made((await self._call("POST", "/calendar-feeds", {"name": "mine"}))["id"])

    async def _change(self) -> Made:
        path = f"{API}/tasks"
        body = {"title": "mine", **self._there}
        added = await self.client.post(path, json=body, headers=self.owner)
        return Made(added.headers["change-id"])

    async def _conversation(self) -> Made:
        identifier = str(uuid4())
        body = {"conversationId": identifier, "text": "mine", "timeZone": "UTC"}
        said = await self.client.post(f"{API}/chat", json=body, headers=self.owner)
        assert said.status_code == 200
        return Made(identifier)

    async def _chat(self) -> Made:
        made = await self._conversation()
        return Made(made.id, body={"conversationId": made.id})

    async def _space(self) -> Made:
        made = self._space_id or (await self._call("POST", "/spaces", {"name": "mine"}))["id"]
        invited = await self._invite(made)
        await self._call("POST", "/invitations/accept", {"secret": invited["secret"]}, self.guest)
        left = await self._invite(made)
        return Made(made, {"memberId": GUEST, "invitationId": left["id"]})

    async def _deleted_space(self) -> Made:
        made = await self._space()
        deleted = await self.client.delete(f"{API}/spaces/{made.id}", headers=self.owner)
        assert deleted.status_code == 204, deleted.text
        return Made(made.id)

    async def _invitation(self) -> Made:
        space = await self._call("POST", "/spaces", {"name": "mine"}, self.guest)
        invited = await self._invite(space["id"], self.guest)
        return Made(invited["id"], body={"secret": invited["secret"]})

    async def _project(self) -> Made:
        return Made((await self._call("POST", "/projects", {"name": "mine", **self._there}))["id"])

    async def _view(self) -> Made:
        return Made((await self._call("POST", "/views", {"name": "mine", **self._there}))["id"])

    async def _section(self) -> Made:
        path = f"/projects/{(await self._project()).id}/sections"
        return Made((await self._call("POST", path, {"name": "mine"}))["id"])

    async def _comment(self) -> Made:
        path = f"/tasks/{(await self._task()).id}/comments"
        return Made((await self._call("POST", path, {"text": "mine"}))["id"])

    async def _relation(self) -> Made:
        one, other = await self._task(), await self._task()
        body = {"toId": other.id, "kind": "blocks"}
        return Made((await self._call("POST", f"/tasks/{one.id}/relations", body))["id"])

    async def _reminder(self) -> Made:
        path = f"/tasks/{(await self._task()).id}/reminders"
        return Made((await self._call("POST", path, {"minutesBefore": 5}))["id"])

    async def _channel(self) -> Made:
        body = {"kind": "webhook", "name": "mine", "address": f"https://hook.example/{uuid4()}"}
        return Made((await self._call("POST", "/channels", body))["id"])

    async def _invite(self, space_id: str, who: dict[str, str] | None = None) -> dict[str, Any]:
        body = {"role": "editor", "uses": 1}
        return await self._call("POST", f"/spaces/{space_id}/invitations", body, who)

    async def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        who: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        response = await self.client.request(
            method, API + path, json=body, headers=who or self.owner
        )
        assert response.is_success, response.text
        found: dict[str, Any] = response.json()
        return found
