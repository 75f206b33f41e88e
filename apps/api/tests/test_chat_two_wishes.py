"""Two wishes joined by "and" are two, or a question; never one task with both sentences."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from support.chat import TASKS, Chat, add_tasks, titles_of


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _due(chat: Chat) -> dict[str, str | None]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return {task["title"]: task["dueOn"] for task in items}


def _next(weekday: int) -> str:
    today = datetime.now(UTC).date()
    return (today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)).isoformat()


@pytest.mark.parametrize(
    ("said", "open_after"),
    [
        ("add buy flowers tomorrow and mark call dad as done", ["buy flowers"]),
        ("mark call dad as done and add buy flowers", ["buy flowers"]),
        ("add buy flowers and complete call dad", ["buy flowers"]),
        ("add buy flowers and delete call dad", ["buy flowers"]),
        ("delete call dad and show my tasks", []),
        (
            "add buy flowers and remind me to feed the cat",
            ["buy flowers", "call dad", "feed the cat"],
        ),
        ("rename call dad to call mum and add tea", ["call mum", "tea"]),
        ("add buy flowers, mark call dad as done", ["buy flowers"]),
        ("add a, b, c, d, e, f, g and mark call dad as done", list("abcdefg")),
        ("add buy flowers then mark call dad as done", ["buy flowers"]),
        ("complete call dad, then add buy flowers", ["buy flowers"]),
        ("add brush the floor then wax it", ["brush the floor then wax it", "call dad"]),
        ("add mow, delete spam, rake", ["call dad", "delete spam", "mow", "rake"]),
        ('add "salt and delete pepper"', ["call dad", "salt and delete pepper"]),
        ("add salt and pepper", ["call dad", "salt and pepper"]),
    ],
)
async def test_two_commands_are_done_as_two(chat: Chat, said: str, open_after: list[str]) -> None:
    await add_tasks(chat, "call dad")
    await chat.say(said)
    assert sorted(await titles_of(chat, "open")) == open_after


@pytest.mark.parametrize(
    "said",
    [
        "i need to pick up the dry cleaning on monday and call grandma sunday",
        "add pick up the dry cleaning on monday and call grandma on sunday",
        "remind me to pick up the dry cleaning monday, and also call grandma on sunday",
    ],
)
async def test_each_clause_keeps_its_own_date(chat: Chat, said: str) -> None:
    await chat.say(said)
    assert await _due(chat) == {"pick up the dry cleaning": _next(0), "call grandma": _next(6)}


async def test_three_clauses_keep_their_three_dates(chat: Chat) -> None:
    await chat.say("add call mom on monday and email Bob on friday and pay rent on sunday")
    assert await _due(chat) == {"call mom": _next(0), "email Bob": _next(4), "pay rent": _next(6)}


async def test_two_clauses_with_one_date_are_asked_about(chat: Chat) -> None:
    said = "add buy flowers tomorrow and call dad"
    tomorrow = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    asked = await chat.say(said)
    assert "Is that one task, or two?\n1. " in asked.text
    assert await _due(chat) == {}
    await chat.say("2")
    assert await _due(chat) == {"buy flowers": tomorrow, "call dad": None}
    await chat.say("undo")
    await chat.say(said)
    await chat.say("1")
    assert await _due(chat) == {"buy flowers and call dad": tomorrow}


async def test_a_second_clause_that_names_no_task_is_asked_about(chat: Chat) -> None:
    asked = await chat.say("add call the bank and cancel the old card")
    assert "Add “call the bank and cancel the old card”?" in asked.text
    assert await _due(chat) == {}
    await chat.say("yes")
    assert await titles_of(chat) == ["call the bank and cancel the old card"]


@pytest.mark.parametrize(
    ("head", "line"), [("add:\n", "- thing {}\n"), ("", "{0}. thing {0}\n"), ("add ", "thing {}, ")]
)
async def test_many_pasted_tasks_are_one_change(chat: Chat, head: str, line: str) -> None:
    text = head + "".join(line.format(number) for number in range(1, 41))
    added = await chat.say(text.strip(" ,"))
    if not head:
        assert "40 tasks" in added.text
        added = await chat.say("yes")
    assert added.tools == ["add_task"]
    assert added.outputs[0]["total"] == 40
    titles = await titles_of(chat)
    assert sorted(titles) == sorted(f"thing {number}" for number in range(1, 41))
    await chat.say("undo")
    assert await titles_of(chat) == []


async def test_many_wishes_are_done_one_by_one(chat: Chat) -> None:
    await add_tasks(chat, *(f"thing {number}" for number in range(20)))
    await chat.say("; ".join(f"complete thing {number}" for number in range(20)))
    assert await titles_of(chat, "open") == []
