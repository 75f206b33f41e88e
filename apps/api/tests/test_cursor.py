"""A cursor that was made up is refused, and never a failure of ours."""

import base64
import json
from uuid import uuid4

import httpx2
import pytest


@pytest.mark.parametrize(
    "created_at",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"],
)
async def test_a_time_beyond_the_calendar_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], created_at: str
) -> None:
    cursor = {
        "status": "all",
        "completed": False,
        "due_on": None,
        "created_at": created_at,
        "id": str(uuid4()),
    }
    encoded = base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")
    response = await client.get("/api/v1/tasks", params={"cursor": encoded}, headers=signed_in)
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "cursor"
