"""How a person's words are read is theirs alone, lasts, and counts wherever they write (A2)."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.chat import Chat, read_events
from taskora_api.conversations.schemas import TYPED_AGE_MAX, ChatRequest
from taskora_api.language.habits import Habits, reading_as
from taskora_api.language.periods import find_period
from taskora_api.reading_settings.schemas import CHOICES_MAX, CHOICES_SENT_MAX

PATH = "/api/v1/reading-settings"
DEFAULTS: dict[str, object] = {
    "dayFirst": None,
    "weekStart": 0,
    "nextWeekday": "nextWeek",
    "chosen": {},
}


@pytest.fixture
def person(headers: Headers) -> dict[str, str]:
    return headers(f"person-{uuid4().hex}")


async def _change(
    client: httpx2.AsyncClient, person: dict[str, str], **changes: object
) -> dict[str, object]:
    response = await client.patch(PATH, json=changes, headers=person)
    assert response.status_code == 200, response.text
    changed: dict[str, object] = response.json()
    return changed


async def _read(client: httpx2.AsyncClient, person: dict[str, str]) -> dict[str, object]:
    response = await client.get(PATH, headers=person)
    assert response.status_code == 200, response.text
    read: dict[str, object] = response.json()
    return read


async def test_what_is_not_sent_stays(client: httpx2.AsyncClient, person: dict[str, str]) -> None:
    assert await _read(client, person) == DEFAULTS
    assert await _change(client, person, weekStart=6) == DEFAULTS | {"weekStart": 6}
    changed = await _change(client, person, dayFirst=True, chosen={"at 5": 1})
    assert changed == DEFAULTS | {"weekStart": 6, "dayFirst": True, "chosen": {"at 5": 1}}
    assert await _read(client, person) == changed
    assert (await _change(client, person, dayFirst=None))["dayFirst"] is None


async def test_they_are_of_the_person_alone(
    client: httpx2.AsyncClient, headers: Headers, person: dict[str, str]
) -> None:
    await _change(client, person, nextWeekday="nearest", chosen={"at 5": 1})
    assert await _read(client, headers(f"other-{uuid4().hex}")) == DEFAULTS


async def test_a_choice_is_kept_beside_the_others_until_it_is_forgotten(
    client: httpx2.AsyncClient, person: dict[str, str]
) -> None:
    await _change(client, person, chosen={"at 5": 1, "at 6": 1})
    assert (await _change(client, person, chosen={"at 7": 1, "at 5": None}))["chosen"] == {
        "at 6": 1,
        "at 7": 1,
    }


async def test_two_devices_that_choose_at_once_both_last(
    client: httpx2.AsyncClient, person: dict[str, str]
) -> None:
    words = [f"at {hour}" for hour in range(1, 9)]
    await asyncio.gather(*(_change(client, person, chosen={each: 1}) for each in words))
    assert (await _read(client, person))["chosen"] == dict.fromkeys(words, 1)


async def test_the_oldest_choices_are_forgotten(
    client: httpx2.AsyncClient, person: dict[str, str]
) -> None:
    words = [f"words {number}" for number in range(CHOICES_MAX + CHOICES_SENT_MAX)]
    for some in _parts(words, CHOICES_SENT_MAX):
        changed = await _change(client, person, chosen=dict.fromkeys(some, 1))
    assert changed["chosen"] == dict.fromkeys(sorted(words[CHOICES_SENT_MAX:]), 1)


def _parts(words: list[str], size: int) -> Iterable[list[str]]:
    return (words[at : at + size] for at in range(0, len(words), size))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"weekStart": 7}, "weekStart"),
        ({"weekStart": None}, "weekStart"),
        ({"nextWeekday": "soon"}, "nextWeekday"),
        ({"dayFirst": "yes"}, "dayFirst"),
        ({"chosen": {"at 5": 10}}, "chosen.at 5"),
        ({"chosen": {f"at {n}": 1 for n in range(CHOICES_SENT_MAX + 1)}}, "chosen"),
    ],
)
async def test_what_cannot_be_is_refused(
    client: httpx2.AsyncClient, person: dict[str, str], body: dict[str, object], path: str
) -> None:
    response = await client.patch(PATH, json=body, headers=person)
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == path
    assert await _read(client, person) == DEFAULTS


async def _parsed(
    client: httpx2.AsyncClient, person: dict[str, str], text: str, now: str, **body: str
) -> object:
    sent = {"text": text, "now": f"{now}T12:00:00Z", **body}
    response = await client.post("/api/v1/parse", json=sent, headers=person)
    return response.json()["dueOn"]


async def test_a_line_is_read_with_them(client: httpx2.AsyncClient, person: dict[str, str]) -> None:
    monday, us = "2026-11-23", {"locale": "en-US"}
    assert await _parsed(client, person, "pay 5/12", monday, **us) == "2027-05-12"
    assert await _parsed(client, person, "call next friday", monday) == "2026-12-04"
    await _change(client, person, dayFirst=True, nextWeekday="nearest")
    # What the person said of themselves comes before their language.
    assert await _parsed(client, person, "pay 5/12", monday, **us) == "2026-12-05"
    assert await _parsed(client, person, "call next friday", monday) == "2026-11-27"


async def test_the_assistant_reads_with_them(
    client: httpx2.AsyncClient, person: dict[str, str]
) -> None:
    chat = Chat(client, person)
    await _change(client, person, dayFirst=True)
    one = await chat.say("add pay rent 5/12/2099")
    await _change(client, person, dayFirst=False)
    other = await chat.say("add pay water 5/12/2099")
    found = [answer.outputs[0]["tasks"][0]["dueOn"] for answer in (one, other)]
    assert found == ["2099-12-05", "2099-05-12"]


@pytest.mark.parametrize(
    ("week_start", "expected"), [(0, ("11-23", "11-29")), (6, ("11-29", "12-05"))]
)
def test_a_week_begins_as_the_person_has_it(week_start: int, expected: tuple[str, str]) -> None:
    sunday = datetime(2026, 11, 29, tzinfo=UTC).date()
    with reading_as(Habits(week_start=week_start)):
        period = find_period("what is due this week", sunday)
        weekend = find_period("what is due this weekend", sunday)
    assert period is not None
    assert (str(period.first)[5:], str(period.last)[5:]) == expected
    assert weekend is not None
    assert str(weekend.first) == "2026-11-28"


async def _added(
    client: httpx2.AsyncClient, person: dict[str, str], typed_at: datetime, zone: str
) -> str:
    body = {
        "conversationId": str(uuid4()),
        "text": "add buy milk tomorrow",
        "timeZone": zone,
        "typedAt": typed_at.isoformat(),
    }
    response = await client.post("/api/v1/chat", json=body, headers=person)
    assert response.status_code == 200, response.text
    due: str = read_events(response.text).outputs[0]["tasks"][0]["dueOn"]
    return due


async def test_tomorrow_is_that_of_the_day_on_which_a_message_was_typed(
    client: httpx2.AsyncClient, person: dict[str, str]
) -> None:
    """Typed before midnight and sent after, it means the day that has begun meanwhile."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    before = midnight - timedelta(seconds=20)
    assert await _added(client, person, before, "UTC") == str(midnight.date())
    # Where it was typed decides which day that is.
    east = (before + timedelta(hours=14)).date() + timedelta(days=1)
    assert await _added(client, person, before, "Pacific/Kiritimati") == str(east)


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), True),
        (TYPED_AGE_MAX, True),
        (TYPED_AGE_MAX + timedelta(seconds=1), False),
    ],
)
def test_a_clock_that_is_wrong_does_not_count(age: timedelta, *, counts: bool) -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    body = {"conversationId": str(uuid4()), "text": "x", "typedAt": (now - age).isoformat()}
    said_at = ChatRequest.model_validate(body).said_at(now)
    assert said_at == (now - age if counts else None)
