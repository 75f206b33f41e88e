"""Questions are answered, tasks are found, and a task said without a command is one press away."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest

from support.chat import TASKS, Answer, Chat, add_tasks, titles_of
from taskora_api.language.wording import say_date


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


def _today() -> date:
    return datetime.now(UTC).date()


def _options(answer: Answer) -> list[str]:
    return [
        option
        for chunk in answer.chunks
        if chunk["type"] == "data-candidates"
        for option in chunk["data"]["options"]
    ]


async def _tasks(chat: Chat) -> list[tuple[str, Any]]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return sorted((task["title"], task["dueOn"]) for task in items)


@pytest.mark.parametrize(
    "said", ["find bread", "search bread", "bread", "look for bread", "where is the bread?"]
)
async def test_a_task_is_found_by_its_words(chat: Chat, said: str) -> None:
    await add_tasks(chat, "Buy bread and cheese", "dentist")
    found = await chat.say(said)
    assert found.listed == ["Buy bread and cheese"]
    assert "about “bread”" in found.text


async def test_what_is_done_is_found_too(chat: Chat) -> None:
    await add_tasks(chat, "Buy bread")
    await chat.say("complete buy bread")
    assert "“Buy bread”, done" in (await chat.say("find bread")).text


@pytest.mark.parametrize(
    "said",
    ["when is lunch due", "When do I have to lunch with Ana?", "what is the deadline for lunch"],
)
async def test_when_a_task_is_due_is_said(chat: Chat, said: str) -> None:
    day = _today() + timedelta(days=9)
    await add_tasks(chat, "Lunch with Ana", dueOn=day.isoformat())
    assert f"“Lunch with Ana”, due {say_date(day, _today())}" in (await chat.say(said)).text


async def test_what_was_finished_is_told_by_day(chat: Chat) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("complete milk")
    for said in ("what did I finish today", "what have I done this week?", "completed today"):
        assert (await chat.say(said)).listed == ["milk"], said
    assert (await chat.say("what did I finish yesterday?")).listed == []
    assert "You completed no tasks" in (await chat.say("what did I finish yesterday?")).text


async def test_tasks_are_told_by_their_dates(chat: Chat) -> None:
    december = date(_today().year, 12, 15)
    if december < _today():
        december = december.replace(year=december.year + 1)
    await add_tasks(chat, "undated")
    await add_tasks(chat, "dated", dueOn=december.isoformat())
    await add_tasks(chat, "overdue", dueOn="2020-01-01")
    assert (await chat.say("which tasks have no date?")).listed == ["undated"]
    assert (await chat.say("what is due in december")).listed == ["dated"]
    assert (await chat.say("what is overdue?")).listed == ["overdue"]
    assert "You have 3 open tasks." in (await chat.say("how many tasks do I have?")).text


@pytest.mark.parametrize(
    ("said", "title", "days"),
    [
        ("submit the report in 10 days", "submit the report", 10),
        ("dentist tomorrow", "dentist", 1),
        ("renew the passport", "renew the passport", None),
        ("check the smoke alarms in 2 weeks", "check the smoke alarms", 14),
    ],
)
async def test_a_task_said_without_a_command_is_one_press_away(
    chat: Chat, said: str, title: str, days: int | None
) -> None:
    due = None if days is None else _today() + timedelta(days=days)
    asked = await chat.say(said)
    assert f"Add “{title}”" in asked.text
    assert due is None or f"due {say_date(due, _today())}" in asked.text
    assert _options(asked) == ["yes", "no"]
    assert await _tasks(chat) == []
    await chat.say("yes")
    assert await _tasks(chat) == [(title, due.isoformat() if due else None)]


async def test_an_offer_is_dropped_by_a_no_and_by_another_wish(chat: Chat) -> None:
    await chat.say("dentist tomorrow")
    await chat.say("no")
    await chat.say("yes")
    await chat.say("dentist tomorrow")
    await chat.say("list")
    await chat.say("yes")
    assert await _tasks(chat) == []


async def test_lines_that_were_pasted_are_offered_as_tasks(chat: Chat) -> None:
    await chat.say("- buy milk\n- call the bank\n- water the plants")
    await chat.say("yes")
    assert [title for title, _ in await _tasks(chat)] == [
        "buy milk",
        "call the bank",
        "water the plants",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "what is the meaning of life",
        "why is the sky blue?",
        "tell me a joke",
        "lol",
        "how are you",
        "what is the weather tomorrow",
        "translate hello to french",
        "x" * 1100,
    ],
)
async def test_what_is_not_understood_is_said_in_two_lines_without_echo(
    chat: Chat, said: str
) -> None:
    answer = await chat.say(said)
    assert answer.tools == []
    assert len(answer.text.splitlines()) <= 2
    assert said not in answer.text
    assert "“" in answer.text


@pytest.mark.parametrize("verb", ["delete", "complete", "move", "rename"])
async def test_a_verb_alone_is_asked_what(chat: Chat, verb: str) -> None:
    assert f"Which task should I {verb}?" in (await chat.say(verb)).text


async def test_a_question_about_a_task_changes_nothing(chat: Chat) -> None:
    await add_tasks(chat, "buy milk")
    for said in ("is buy milk done?", "did I finish buy milk?", "buy milk is done?"):
        assert "“buy milk”, without a due date" in (await chat.say(said)).text, said
    assert await titles_of(chat, "open") == ["buy milk"]
