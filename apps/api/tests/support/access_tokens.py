"""Access tokens, made as their owner makes them."""

from typing import Any

import httpx2

TOKENS = "/api/v1/tokens"
ALL_SCOPES = ("tasks:read", "tasks:write", "chat")


async def create_token(
    client: httpx2.AsyncClient,
    owner: dict[str, str],
    *scopes: str,
    **fields: Any,  # noqa: ANN401 - what is sent.
) -> dict[str, Any]:
    """Make a token with the scopes, or with all of them, and return what was answered."""
    body = {"name": "laptop", "scopes": list(scopes or ALL_SCOPES), **fields}
    response = await client.post(TOKENS, json=body, headers=owner)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def token_headers(
    client: httpx2.AsyncClient, owner: dict[str, str], *scopes: str
) -> dict[str, str]:
    """Return the headers of a program that was given a token."""
    made = await create_token(client, owner, *scopes)
    return {"Authorization": f"Bearer {made['token']}"}
