"""The grammar over HTTP, for the web's quick add (A3)."""

import httpx2
import pytest

PARSE = "/api/v1/parse"
NOW = "2026-11-21T12:00:00Z"


async def _parse(
    client: httpx2.AsyncClient, headers: dict[str, str], **body: str
) -> httpx2.Response:
    return await client.post(PARSE, json=body, headers=headers)


async def test_a_line_becomes_a_title_and_a_date(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    response = await _parse(client, signed_in, text="add buy milk tomorrow", now=NOW)
    assert response.json() == {
        "title": "buy milk",
        "dueOn": "2026-11-22",
        "spans": [
            {"start": 0, "end": 3, "kind": "command"},
            {"start": 13, "end": 21, "kind": "date"},
        ],
    }


async def test_offsets_are_those_of_javascript(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    text = "\U0001f95b buy milk tomorrow"
    (span,) = (await _parse(client, signed_in, text=text, now=NOW)).json()["spans"]
    units = text.encode("utf-16-le")
    assert units[span["start"] * 2 : span["end"] * 2].decode("utf-16-le") == "tomorrow"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Pacific/Auckland", "2026-11-23"), ("America/Los_Angeles", "2026-11-22")],
)
async def test_tomorrow_is_that_of_the_person(
    client: httpx2.AsyncClient, signed_in: dict[str, str], zone: str, expected: str
) -> None:
    response = await _parse(client, signed_in, text="x tomorrow", now=NOW, timeZone=zone)
    assert response.json()["dueOn"] == expected


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": "x", "now": "2026-11-21T12:00:00"},
        {"text": "x", "now": "0001-01-01T00:00:00Z"},
        {"text": "x", "now": "9999-12-31T23:59:59Z"},
        {"text": "x" * 2001},
    ],
)
async def test_an_invalid_question_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], body: dict[str, str]
) -> None:
    assert (await _parse(client, signed_in, **body)).status_code == 422
