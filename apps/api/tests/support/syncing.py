"""A client that keeps all that its person may see, as docs/sync.md has it."""

from typing import Any

import httpx2

PATH = "/api/v1/sync"
JSON = dict[str, Any]


class SyncClient:
    """Keeps entities by their kind and id, each with its space."""

    def __init__(self, client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
        """Begin with nothing."""
        self._client = client
        self._headers = headers
        self.cursor: str | None = None
        self.kept: dict[tuple[str, str], tuple[str, JSON]] = {}
        self.spaces: list[JSON] = []
        self.pages: list[JSON] = []

    def again(self, client: httpx2.AsyncClient) -> "SyncClient":
        """The same device, which goes on through another client."""
        other = SyncClient(client, self._headers)
        other.cursor, other.kept = self.cursor, dict(self.kept)
        return other

    async def page(self, limit: int = 200) -> JSON:
        """Get and apply one page."""
        query: dict[str, str | int] = {"limit": limit}
        if self.cursor is not None:
            query["after"] = self.cursor
        response = await self._client.get(PATH, params=query, headers=self._headers)
        assert response.status_code == 200, response.text
        page: JSON = response.json()
        self.apply(page)
        self.pages.append(page)
        return page

    async def sync(self, limit: int = 200) -> list[JSON]:
        """Get all there is; return the changes."""
        changes: list[JSON] = []
        while True:
            page = await self.page(limit)
            assert len(page["changes"]) <= limit
            changes += page["changes"]
            if not page["hasMore"]:
                return changes

    def of(self, entity: str) -> list[JSON]:
        """What is kept of a kind."""
        return [state for (kind, _), (_, state) in self.kept.items() if kind == entity]

    def apply(self, page: JSON) -> None:
        """Keep what a page says, in the order that docs/sync.md has."""
        gone = set(page["left"])
        self.kept = {key: kept for key, kept in self.kept.items() if kept[0] not in gone}
        for change in page["changes"]:
            key = (change["entity"], change["id"])
            if change["state"] is not None:
                self.kept[key] = (change["spaceId"], change["state"])
            elif key in self.kept and self.kept[key][0] == change["spaceId"]:
                del self.kept[key]
        self.cursor = page["nextCursor"]
        self.spaces = page["spaces"]
