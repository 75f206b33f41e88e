"""A person's tasks over HTTP."""

from typing import Any

import httpx2

TASKS = "/api/v1/tasks"
CHANGES = "/api/v1/changes"


class Tasks:
    """A person's tasks."""

    def __init__(self, client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
        """Take who calls."""
        self.client = client
        self.headers = headers

    async def call(self, method: str, path: str = "", **options: Any) -> httpx2.Response:  # noqa: ANN401
        """Call the API."""
        headers = self.headers | {"Content-Type": "application/json"} | options.pop("headers", {})
        return await self.client.request(method, TASKS + path, headers=headers, **options)

    async def undo(self, change: str | httpx2.Response, **headers: str) -> httpx2.Response:
        """Undo a change, named by its id or by the answer that told of it."""
        change_id = change if isinstance(change, str) else change.headers["change-id"]
        path = f"{CHANGES}/{change_id}/undo"
        return await self.client.post(path, headers=self.headers | headers)

    async def changes(self, **query: str | int) -> list[dict[str, Any]]:
        """List what was done."""
        response = await self.client.get(CHANGES, params=query, headers=self.headers)
        assert response.status_code == 200, response.text
        items: list[dict[str, Any]] = response.json()["items"]
        return items

    async def add(self, title: str, **fields: object) -> dict[str, Any]:
        """Add a task, and return it."""
        response = await self.call("POST", json={"title": title, **fields})
        assert response.status_code == 201, response.text
        added: dict[str, Any] = response.json()
        return added

    async def titles(self, **query: object) -> list[str]:
        """List titles."""
        response = await self.call("GET", params=query)
        assert response.status_code == 200, response.text
        return [task["title"] for task in response.json()["items"]]
