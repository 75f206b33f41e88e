"""A question about a new task names the place where the yes puts it, and no other (A3)."""

from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.chat import TASKS, Chat
from support.household import SharedSpace


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


@pytest.fixture
async def space(client: httpx2.AsyncClient, headers: Headers, person: str) -> SharedSpace:
    """A space of somebody else, with a project, in which the person of this test is an editor."""
    made = await SharedSpace(client, headers, f"owner-{person}").make("family")
    await made.let_in(person)
    await made.call(made.owner, "POST", "/projects", {"name": "house", "spaceId": made.id})
    return made


async def _only_task(chat: Chat) -> dict[str, Any]:
    (task,) = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    found: dict[str, Any] = task
    return found


async def test_a_project_that_is_not_there_is_asked_about_as_the_tag_that_it_becomes(
    chat: Chat,
) -> None:
    asked = await chat.say("sweep #house")
    assert "Add “sweep”, tagged “house”? Say yes or no." in asked.text
    done = await chat.say("yes")
    assert done.text == "Added “sweep”, tagged “house”."
    assert (await _only_task(chat))["tags"] == ["house"]


async def test_the_space_of_a_project_is_said_when_it_is_asked_and_when_it_is_done(
    chat: Chat, space: SharedSpace
) -> None:
    where = "in the project “house” of the space “family”"
    assert f"Add “sweep”, {where}?" in (await chat.say("sweep #house")).text
    assert (await chat.say("yes")).text == f"Added “sweep”, {where}."
    assert (await _only_task(chat))["spaceId"] == space.id


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("add sweep #house; add call the doctor", 1),
        ("add sweep #house\ncall the doctor", 2),
        ("add sweep #house\ncall the doctor\npaint\nmop\nbuy soap", 5),
    ],
)
async def test_what_is_added_beside_a_project_of_others_is_said_to_be_there(
    chat: Chat, space: SharedSpace, said: str, there: int
) -> None:
    added = await chat.say(said)
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    assert sum(task["spaceId"] == space.id for task in items) == there
    assert added.text.count("the space “family”") == min(there, 2) - (there == 5)


async def test_a_yes_to_one_place_is_none_to_another(
    chat: Chat, space: SharedSpace, person: str
) -> None:
    await chat.say("sweep #house")
    await space.remove(person)
    again = await chat.say("yes")
    assert (again.outputs[0]["outcome"], again.outputs[0]["code"]) == ("unconfirmed", "PLAN_STALE")
    assert "tagged “house”?" in again.text
    assert (await chat.client.get(TASKS, headers=chat.headers)).json()["items"] == []
    await chat.say("yes")
    assert (await _only_task(chat))["tags"] == ["house"]
