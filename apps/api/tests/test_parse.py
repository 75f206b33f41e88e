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
    ("locale", "expected"),
    [("en-GB", "2026-12-05"), ("de-DE", "2026-12-05"), ("en-US", "2027-05-12")],
)
async def test_figures_are_read_in_the_order_of_the_locale(
    client: httpx2.AsyncClient, signed_in: dict[str, str], locale: str, expected: str
) -> None:
    response = await _parse(client, signed_in, text="pay 5/12", now=NOW, locale=locale)
    assert response.json()["dueOn"] == expected
    unsaid = await _parse(client, signed_in, text="pay 5/12", now=NOW)
    assert unsaid.json()["dueOn"] == "2027-05-12"


@pytest.mark.parametrize(
    ("text", "title", "date_words"),
    [
        ("toplant\u0131 fr\u0131day", "toplant\u0131", "fr\u0131day"),
        ("call mom on \u017funday", "call mom", "on \u017funday"),
        ("pay \ufb01ve \U0001f95b apr\u0131l 15", "pay \ufb01ve \U0001f95b", "apr\u0131l 15"),
        ("e\u0301te\u0301 in \u017fix days", "e\u0301te\u0301", "in \u017fix days"),
        # Spaces of every kind around the line are a part of what was typed.
        (" \u3000\x85\ufeff call mom tomorrow \x1f", "call mom", "tomorrow"),
    ],
)
async def test_offsets_are_right_whatever_the_writing_of_the_letters(
    client: httpx2.AsyncClient, signed_in: dict[str, str], text: str, title: str, date_words: str
) -> None:
    body = (await _parse(client, signed_in, text=text, now=NOW)).json()
    (span,) = body["spans"]
    units = text.encode("utf-16-le")
    said = units[span["start"] * 2 : span["end"] * 2].decode("utf-16-le")
    assert (body["title"], said) == (title, date_words)


async def test_a_preview_shows_the_title_as_it_will_be_stored(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    text = "pay \u202ebill\u202c tomorrow"
    assert (await _parse(client, signed_in, text=text, now=NOW)).json()["title"] == "pay bill"


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": "x", "locale": "not a locale"},
        {"text": "x", "locale": ""},
        {"text": " \u3000\n"},
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


@pytest.mark.parametrize(
    ("locale", "text", "title"),
    [
        ("es-MX", "llamar a mamá mañana", "llamar a mamá"),
        ("hi-IN", "माँ को कल फ़ोन करना", "माँ को फ़ोन करना"),
        ("ar", "اتصل بأمي غدًا", "اتصل بأمي"),
        ("ur-PK", "امی کو کل فون کرنا", "امی کو فون کرنا"),
        # Whoever has another language may write English all the same.
        ("es-MX", "llamar a mamá tomorrow", "llamar a mamá"),
        ("hi-Latn-IN", "call mom tomorrow", "call mom"),
    ],
)
async def test_a_line_is_read_in_the_language_of_the_locale(
    client: httpx2.AsyncClient, signed_in: dict[str, str], locale: str, text: str, title: str
) -> None:
    read = (await _parse(client, signed_in, text=text, now=NOW, locale=locale)).json()
    assert (read["title"], read["dueOn"]) == (title, "2026-11-22")
    unsaid = (await _parse(client, signed_in, text=text, now=NOW)).json()
    is_english = "tomorrow" in text
    assert (unsaid["dueOn"] is not None) is is_english


@pytest.mark.parametrize(
    "text", ["no llamar el 5/12", "quizás el 5/12", "llamar el 5/12 o el 6/12"]
)
async def test_what_the_own_language_leaves_alone_stays_alone(
    client: httpx2.AsyncClient, signed_in: dict[str, str], text: str
) -> None:
    read = (await _parse(client, signed_in, text=text, now=NOW, locale="es")).json()
    assert (read["title"], read["dueOn"]) == (text, None)
