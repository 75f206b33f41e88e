"""What was done in chat can be undone there, by the words that people use for it."""

from typing import Any

import httpx2
import pytest

from support.chat import TASKS, Chat, add_tasks, titles_of


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _tasks(chat: Chat) -> list[tuple[str, Any, bool]]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return sorted((task["title"], task["dueOn"], bool(task["completedAt"])) for task in items)


@pytest.mark.parametrize(
    "undo",
    [
        "undo",
        "undo that",
        "please undo it",
        "bring it back",
        "take that back",
        "that was wrong",
        "oops",
        "revert that",
        "go back",
        "I didn't mean that",
    ],
)
async def test_the_latest_change_is_taken_back(chat: Chat, undo: str) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("delete milk")
    undone = await chat.say(undo)
    assert "Restored “milk”" in undone.text
    assert undone.outputs[0]["changeId"] is not None
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]


@pytest.mark.parametrize(
    "change",
    [
        ["complete milk"],
        ["move milk to 2030-01-01"],
        ["rename milk to oat milk"],
        ["mark all as done", "yes"],
        ["delete everything", "yes"],
        ["move everything to 2030-01-01", "yes"],
        ["postpone all tasks by 3 days", "yes"],
        ["add tea, coffee and water"],
        ["add tea"],
    ],
)
async def test_every_kind_of_change_is_undone_whole_and_done_again(
    chat: Chat, change: list[str]
) -> None:
    await add_tasks(chat, "milk", "eggs", dueOn="2029-01-01")
    before = await _tasks(chat)
    for said in change:
        changed = await chat.say(said)
    assert changed.outputs[-1]["changeId"] is not None
    after = await _tasks(chat)
    assert after != before
    await chat.say("undo")
    assert await _tasks(chat) == before
    await chat.say("redo")
    assert await _tasks(chat) == after


async def test_undo_goes_back_step_by_step(chat: Chat) -> None:
    await chat.say("add milk")
    await chat.say("complete milk")
    await chat.say("undo")
    assert await _tasks(chat) == [("milk", None, False)]
    assert "Removed “milk” again." in (await chat.say("undo")).text
    assert await _tasks(chat) == []
    assert (await chat.say("undo")).text == "There is nothing here for me to undo."


async def test_a_task_is_restored_by_its_name(chat: Chat) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("delete milk")
    await chat.say("delete eggs")
    await chat.say("add tea")
    assert "Restored “milk”" in (await chat.say("restore milk")).text
    assert "Restored “eggs”" in (await chat.say("bring eggs back")).text
    assert sorted(await titles_of(chat)) == ["eggs", "milk", "tea"]
    assert "no change of a task like “bread”" in (await chat.say("restore bread")).text


async def test_what_was_done_elsewhere_is_undone_only_after_a_yes(chat: Chat) -> None:
    await add_tasks(chat, "milk")
    other = Chat(chat.client, chat.headers)
    await other.say("delete milk")
    asked = await chat.say("undo")
    assert asked.outputs[0]["outcome"] == "unconfirmed"
    assert "deleted “milk”" in asked.text
    assert await titles_of(chat) == []
    await chat.say("yes")
    assert await titles_of(chat) == ["milk"]


async def test_a_deletion_in_the_list_is_found_by_name(chat: Chat) -> None:
    await add_tasks(chat, "milk")
    (task,) = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    await chat.client.delete(f"{TASKS}/{task['id']}", headers=chat.headers)
    assert "deleted “milk”" in (await chat.say("restore milk")).text
    await chat.say("yes")
    assert await titles_of(chat) == ["milk"]


async def test_what_was_changed_since_is_left_alone(chat: Chat) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("mark all as done")
    await chat.say("yes")
    tasks = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    milk = next(task for task in tasks if task["title"] == "milk")
    path = f"{TASKS}/{milk['id']}"
    for body in ({"completed": False}, {"completed": True, "title": "oat milk"}):
        await chat.client.patch(path, json=body, headers=chat.headers)
    assert "I left “oat milk” alone" in (await chat.say("undo")).text
    assert await _tasks(chat) == [("eggs", None, False), ("oat milk", None, True)]


async def test_another_field_that_was_changed_since_stands_in_no_way(chat: Chat) -> None:
    await add_tasks(chat, "milk")
    await chat.say("complete milk")
    (milk,) = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    path = f"{TASKS}/{milk['id']}"
    await chat.client.patch(path, json={"title": "oat milk"}, headers=chat.headers)
    await chat.say("undo")
    assert await _tasks(chat) == [("oat milk", None, False)]


async def test_a_complaint_about_a_question_is_a_no(chat: Chat) -> None:
    await chat.say("add milk")
    await add_tasks(chat, "eggs")
    await chat.say("delete everything")
    assert (await chat.say("that was wrong")).text == "Good, then I changed nothing."
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]
