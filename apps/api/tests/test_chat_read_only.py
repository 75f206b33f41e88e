"""Who may only read a space is told so, whatever they ask to be done there (A3)."""

from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.chat import TASKS, Answer, Chat, add_tasks
from support.household import SharedSpace

READ_ONLY = "You may only read the space “home”, so I did nothing."


@pytest.fixture
async def space(client: httpx2.AsyncClient, headers: Headers, person: str) -> SharedSpace:
    """A space of somebody else in which the person of this test is an editor, with two tasks."""
    made = await SharedSpace(client, headers, f"owner-{person}").make()
    await made.let_in(person)
    for title in ("oat milk", "rice"):
        await made.add(made.owner, title)
    return made


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _make_viewer(space: SharedSpace, person: str) -> None:
    await space.call(
        space.owner, "PATCH", f"/spaces/{space.id}/members/{person}", {"role": "viewer"}
    )


async def _tasks(chat: Chat) -> list[dict[str, Any]]:
    response = await chat.client.get(TASKS, params={"status": "all"}, headers=chat.headers)
    items: list[dict[str, Any]] = response.json()["items"]
    return items


def _check_refused(answer: Answer) -> None:
    assert READ_ONLY in answer.text
    assert not [chunk for chunk in answer.chunks if chunk["type"] == "error"]
    codes = {output["code"] for output in answer.outputs}
    assert codes <= {"ROLE_MISSING"}


@pytest.mark.parametrize(
    "said",
    [
        "complete rice",
        "delete rice",
        "rename rice to noodles",
        "move rice to 2030-01-01",
        "tag rice with home",
        "set the priority of rice to high",
        # These are asked about, where they can be done.
        "delete oat",
        "complete rice and oat milk",
        "complete everything",
        "mark oat as urgent",
    ],
)
async def test_a_change_there_is_answered_with_why_it_is_not_done(
    chat: Chat, space: SharedSpace, person: str, said: str
) -> None:
    await _make_viewer(space, person)
    before = await _tasks(chat)
    _check_refused(await chat.say(said))
    # And nothing is left to be agreed to.
    assert (await chat.say("yes")).text.startswith("There is nothing to confirm.")
    assert await _tasks(chat) == before


@pytest.mark.parametrize("asked", ["delete oat", "complete rice and oat milk"])
async def test_a_role_that_was_lost_since_the_question_is_said(
    chat: Chat, space: SharedSpace, person: str, asked: str
) -> None:
    await chat.say(asked)
    await _make_viewer(space, person)
    before = await _tasks(chat)
    _check_refused(await chat.say("yes"))
    assert await _tasks(chat) == before


async def test_a_change_that_cannot_be_taken_back_any_more_is_said_to_be_so(
    chat: Chat, space: SharedSpace, person: str
) -> None:
    await chat.say("complete rice")
    await _make_viewer(space, person)
    before = await _tasks(chat)
    _check_refused(await chat.say("undo"))
    assert await _tasks(chat) == before


async def test_own_tasks_are_changed_as_ever(chat: Chat, space: SharedSpace, person: str) -> None:
    await _make_viewer(space, person)
    await add_tasks(chat, "bread")
    assert (await chat.say("complete bread")).outputs[0]["outcome"] == "done"
