"""Nothing that touches more than one task, and nothing that is a guess, is done without a yes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from support.chat import TASKS, Chat, add_tasks, titles_of
from taskora_api.assistant import change_tools
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import ConversationState
from taskora_api.assistant.turn_context import ToolOutput, TurnContext


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _tasks(chat: Chat) -> list[dict[str, Any]]:
    response = await chat.client.get(TASKS, params={"limit": 200}, headers=chat.headers)
    items: list[dict[str, Any]] = response.json()["items"]
    return items


@pytest.mark.parametrize(
    "said",
    [
        "mark all as done",
        "complete everything",
        "I finished all my tasks",
        "all done",
        "complete milk and eggs",
        "complete milk, eggs, bread",
        "move everything to 2030-01-01",
        "move everything to 1900-01-01",
        "postpone all tasks by 2 days",
        "move milk and bread to 2030-05-05",
        "delete all",
        "delete milk and eggs",
        "clear my list",
        "delete all undated tasks",
        "complete all tasks about milk and delete eggs",
    ],
)
async def test_more_than_one_task_is_asked_about_with_its_names_and_number(
    chat: Chat, said: str
) -> None:
    await add_tasks(chat, "milk", "eggs", "bread")
    before = await _tasks(chat)
    asked = await chat.say(said)
    assert asked.outputs[0]["outcome"] == "unconfirmed"
    assert asked.outputs[0]["changeId"] is None
    assert "Say yes to" in asked.text
    assert await _tasks(chat) == before


@pytest.mark.parametrize(
    ("said", "check"),
    [
        ("mark all as done", lambda task: task["completedAt"] is not None),
        ("move everything to 2030-01-01", lambda task: task["dueOn"] == "2030-01-01"),
        ("move everything to 1900-01-01", lambda task: task["dueOn"] == "1900-01-01"),
    ],
)
async def test_the_yes_does_what_was_asked_to_exactly_those_tasks(
    chat: Chat, said: str, check: Callable[[dict[str, Any]], bool]
) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say(said)
    await add_tasks(chat, "came later")
    done = await chat.say("yes")
    assert len(done.tools) == 1
    assert done.outputs[0]["total"] == 2
    assert {task["title"] for task in await _tasks(chat) if check(task)} == {"milk", "eggs"}


@pytest.mark.parametrize("joint", [";", ",", " then", ". Then", "\n"])
async def test_a_pasted_second_wish_is_asked_about_while_the_first_is_done(
    chat: Chat, joint: str
) -> None:
    await add_tasks(chat, "eggs", "bread")
    asked = await chat.say(f"add buy milk{joint} mark all as done")
    assert "Added “buy milk”." in asked.text
    assert asked.outputs[-1]["outcome"] == "unconfirmed"
    assert sorted(await titles_of(chat, "open")) == ["bread", "buy milk", "eggs"]


async def test_one_yes_answers_one_question(chat: Chat) -> None:
    await add_tasks(chat, "eggs", "bread")
    asked = await chat.say("mark all as done; delete everything")
    assert "answer it first" in asked.text
    await chat.say("yes")
    assert len(await titles_of(chat, "done")) == 2


@pytest.mark.parametrize(
    "said", ["complete call", "move contract to 2030-01-01", "finish call bob", "delete conract"]
)
async def test_a_guess_is_asked_about(chat: Chat, said: str) -> None:
    await add_tasks(chat, "Call Bob about the contract", "buy milk")
    before = await _tasks(chat)
    asked = await chat.say(said)
    assert asked.text.startswith("Do you mean “Call Bob about the contract”?")
    assert [c["data"]["options"] for c in asked.chunks if c["type"] == "data-candidates"] == [
        ["yes", "no"]
    ]
    assert await _tasks(chat) == before
    await chat.say("yes")
    assert await _tasks(chat) != before


@pytest.mark.parametrize(
    "said",
    [
        "complete CALL BOB about the contract!",
        'complete "call bob  about the contract"',
        "mark Call Bob about the contract as done",
    ],
)
async def test_the_whole_title_is_no_guess(chat: Chat, said: str) -> None:
    await add_tasks(chat, "Call Bob about the contract", "call bob")
    assert (await chat.say(said)).text == "Completed “Call Bob about the contract”."


@pytest.mark.parametrize(
    ("title", "said", "left"),
    [
        ("Call Bob about the contract", "rename bob to robert", "Call Robert about the contract"),
        ("call bob about bob", "rename Bob to Eve", "call Eve about Eve"),
        ("Buy milk and bread", "rename milk and bread to eggs", "Buy eggs"),
        ("Bobsled with bob", "change bob to al", "Bobsled with al"),
        ("Call Bob", "rename call bob to ring Eve", "ring Eve"),
        ("Call Bob", "rename cal bob to ring Eve", "ring Eve"),
    ],
)
async def test_a_rename_by_a_part_of_the_title_offers_what_the_title_would_be(
    chat: Chat, title: str, said: str, left: str
) -> None:
    await add_tasks(chat, title)
    asked = await chat.say(said)
    if title.casefold() not in said.casefold():
        assert f"“{left}”" in asked.text
        assert await titles_of(chat) == [title]
        await chat.say("yes")
    assert await titles_of(chat) == [left]


async def test_a_rename_of_a_task_that_is_done_says_so(chat: Chat) -> None:
    await add_tasks(chat, "Call Bob")
    await chat.say("complete call bob")
    asked = await chat.say("rename bob to eve")
    assert "It is done." in asked.text
    assert "It is done." in (await chat.say("yes")).text


async def test_a_rename_that_fits_several_shows_what_each_would_be(chat: Chat) -> None:
    await add_tasks(chat, "Call Bob", "Mail Bob")
    asked = await chat.say("rename bob to eve")
    assert "“Call Bob”, to “Call Eve”" in asked.text
    number = next(line[0] for line in asked.text.splitlines() if "Call Bob" in line)
    await chat.say(number)
    assert sorted(await titles_of(chat)) == ["Call Eve", "Mail Bob"]


@pytest.mark.parametrize("title", ["everything", "all"])
async def test_a_task_with_a_name_that_means_all_is_told_apart_by_the_person(
    chat: Chat, title: str
) -> None:
    await add_tasks(chat, title, "milk", "eggs")
    asked = await chat.say(f"delete {title}")
    assert "Which one should I delete?" in asked.text
    assert len(await titles_of(chat)) == 3
    assert (await chat.say("2")).outputs[0]["outcome"] == "unconfirmed"
    assert len(await titles_of(chat)) == 3
    await chat.say("no")
    await chat.say(f"delete {title}")
    await chat.say("1")
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]
    await add_tasks(chat, title)
    await chat.say(f'delete "{title}"')
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]


async def test_a_task_called_it_is_asked_about(chat: Chat) -> None:
    await add_tasks(chat, "it")
    assert (await chat.say("delete it")).text.startswith("Do you mean “it”?")
    await chat.say("no")
    await chat.say("add milk")
    assert "Which one" in (await chat.say("delete it")).text
    assert sorted(await titles_of(chat)) == ["it", "milk"]


@pytest.mark.parametrize("said", ["complete call bob", "finish call", "mark call bob as done"])
async def test_what_is_done_already_is_said_and_not_claimed(chat: Chat, said: str) -> None:
    await add_tasks(chat, "Call Bob about the contract")
    await chat.say("complete Call Bob about the contract")
    again = await chat.say(said)
    assert again.text == "“Call Bob about the contract” is already done."
    assert again.tools == []


async def test_what_is_done_already_keeps_nobody_from_doing_the_rest(chat: Chat) -> None:
    await add_tasks(chat, "milk", "eggs", "bread")
    await chat.say("complete milk")
    assert (await chat.say("complete milk and eggs")).text == "Completed “eggs”."
    assert (await chat.say("complete milk and bred")).text.startswith("Do you mean “bread”?")
    await chat.say("no")
    said = "“milk” is already done. “eggs” is already done."
    assert (await chat.say("complete milk and eggs")).text == said
    assert await titles_of(chat, "open") == ["bread"]


@pytest.mark.parametrize(
    "refusal",
    [
        *(
            "yes please do not",
            "hmm nah leave them",
            "no thanks",
            "rather not",
            "wait, no",
            "don't",
        ),
        *("better not", "hold on", "negative"),
    ],
)
async def test_every_way_to_say_no_is_no(chat: Chat, refusal: str) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("delete everything")
    assert (await chat.say(refusal)).text == "Good, then I changed nothing."
    assert (await chat.say("yes")).tools == []
    assert len(await titles_of(chat)) == 2


@pytest.mark.parametrize("unclear", ["maybe", "hmm", "which ones?", "yes move them", "7"])
async def test_an_unclear_answer_keeps_the_question(chat: Chat, unclear: str) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("delete everything")
    again = await chat.say(unclear)
    assert again.tools == []
    assert "This would delete 2 tasks" in again.text
    assert len(await titles_of(chat)) == 2
    assert (await chat.say("yes")).outputs[0]["total"] == 2


async def test_a_date_long_past_is_asked_about_even_for_one_task(chat: Chat) -> None:
    await add_tasks(chat, "dentist")
    asked = await chat.say("move dentist to 1900-01-01")
    assert "in the past" in asked.text
    assert (await _tasks(chat))[0]["dueOn"] is None


async def test_candidates_are_numbered_without_brackets_in_brackets(chat: Chat) -> None:
    today = datetime.now(UTC).date().isoformat()
    await add_tasks(chat, "buy milk", "buy bread", dueOn=today)
    asked = await chat.say("complete buy")
    assert "\n1. “buy " in asked.text
    assert "\n2. “buy " in asked.text
    assert all(line.count("(") <= 1 for line in asked.text.splitlines())


@pytest.fixture
def context(application: FastAPI, person: str) -> TurnContext:
    """What the tools get when a model calls them that has asked nobody."""
    return TurnContext(
        owner_id=person,
        tasks=application.state.services.tasks,
        today=datetime.now(UTC).date(),
        state=ConversationState(),
    )


async def _call(context: TurnContext, tool: str, ids: list[UUID]) -> ToolOutput:
    match tool:
        case "complete_task":
            return await change_tools.complete_task(context, ids)
        case "delete_task":
            return await change_tools.delete_task(context, ids)
        case _:
            return await change_tools.update_task(context, ids, title="z")


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("tool", ["complete_task", "delete_task", "update_task"])
async def test_the_tools_themselves_change_nothing_without_agreement(
    chat: Chat, context: TurnContext, tool: str, count: int
) -> None:
    await add_tasks(chat, "milk", "eggs")
    before = await _tasks(chat)
    ids = [UUID(task["id"]) for task in before[:count]]
    output = await _call(context, tool, ids)
    assert output.outcome == ("failed" if (tool, count) == ("update_task", 2) else "unconfirmed")
    assert await _tasks(chat) == before


async def test_a_selection_is_no_way_around_the_question(chat: Chat, context: TurnContext) -> None:
    await add_tasks(chat, "milk")
    output = await change_tools.complete_task(context, [], selection=Selection())
    assert output.outcome == "unconfirmed"
    assert await titles_of(chat, "done") == []


async def test_a_task_with_others_below_it_is_deleted_after_a_yes(chat: Chat) -> None:
    (parent,) = await _added(chat, "move house")
    for title in ("boxes", "van"):
        await _added(chat, title, parentId=parent)
    asked = await chat.say("delete move house")
    assert "2 tasks below it would be deleted, too." in asked.text
    assert len(await titles_of(chat)) == 3
    await chat.say("yes")
    assert await titles_of(chat) == []
    await chat.say("undo that")
    assert sorted(await titles_of(chat)) == ["boxes", "move house", "van"]


@pytest.mark.parametrize("said", ["delete move house and eggs", "delete hous"])
async def test_what_is_below_tasks_is_counted_in_every_question_that_deletes_them(
    chat: Chat, said: str
) -> None:
    (parent,) = await _added(chat, "move house")
    await _added(chat, "boxes", parentId=parent)
    await _added(chat, "eggs")
    asked = await chat.say(said)
    what = "them" if "eggs" in said else "it"
    assert f"1 task below {what} would be deleted, too." in asked.text
    await chat.say("yes")
    assert await titles_of(chat) == ([] if "eggs" in said else ["eggs"])


async def test_what_is_below_and_named_itself_is_counted_once(chat: Chat) -> None:
    (parent,) = await _added(chat, "move house")
    await _added(chat, "boxes", parentId=parent)
    asked = await chat.say("delete move house and boxes")
    assert "below" not in asked.text


async def _added(chat: Chat, title: str, **fields: str) -> list[str]:
    body = {"title": title, **fields}
    response = await chat.client.post(TASKS, json=body, headers=chat.headers)
    assert response.status_code == 201, response.text
    return [response.json()["id"]]
