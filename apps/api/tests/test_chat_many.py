"""No count, no search and no change ends at a limit that nobody is told of."""

import json
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.all_tasks import all_tasks
from support.chat import Answer, Chat, add_tasks
from taskora_api.ledger.entries import Actor
from taskora_api.settings import Settings
from taskora_api.tasks.schemas import NewTask, TaskStatus
from taskora_api.tasks.service import TaskService

pytestmark = pytest.mark.long

COUNT = 1203
STATE_BYTES_MAX = 50_000


@pytest.fixture
def tasks(application: FastAPI) -> TaskService:
    """The use cases, to make many tasks quickly."""
    service: TaskService = application.state.services.tasks
    return service


@pytest.fixture
async def chat(
    client: httpx2.AsyncClient, headers: Headers, person: str, tasks: TaskService
) -> Chat:
    """A new conversation of a person with many tasks."""
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    new = [
        NewTask(title=f"Task number {n} about thing {n % 30}", dueOn=yesterday)
        for n in range(COUNT)
    ]
    await tasks.add_tasks(person, new, Actor.WEB)
    return Chat(client, headers(person))


async def _count(tasks: TaskService, person: str, status: TaskStatus) -> int:
    return len(await all_tasks(tasks, person, status))


def _bytes(answer: Answer) -> int:
    return len(json.dumps(answer.chunks))


async def test_counts_and_titles_are_exact(chat: Chat) -> None:
    assert (await chat.say("how many tasks do I have")).text == "You have 1203 open tasks."
    listed = await chat.say("what is overdue?")
    assert listed.text == "You have 1203 open tasks that are overdue."
    assert listed.outputs[0]["total"] == COUNT
    assert len(listed.outputs[0]["tasks"]) == 100
    (rows,) = [chunk["data"] for chunk in listed.chunks if chunk["type"] == "data-tasks"]
    assert rows["total"] == COUNT
    for title in ("Task number 0 about thing 0", "Task number 1170 about thing 0"):
        assert (await chat.say(f"complete {title}")).text == f"Completed “{title}”."


@pytest.mark.parametrize("said", ["delete all my tasks", "mark all as done", "complete everything"])
async def test_a_change_of_all_is_a_change_of_all_in_one_call(
    chat: Chat, tasks: TaskService, person: str, said: str
) -> None:
    asked = await chat.say(said)
    assert "1203 tasks" in asked.text
    assert await _count(tasks, person, TaskStatus.OPEN) == COUNT
    done = await chat.say("yes")
    assert len(done.tools) == 1
    assert done.outputs[0]["total"] == COUNT
    assert "1203 tasks" in done.text
    assert len(done.text.splitlines()) == 1
    assert _bytes(done) < 2 * 100 * 500
    assert await _count(tasks, person, TaskStatus.OPEN) == 0
    await chat.say("undo")
    assert await _count(tasks, person, TaskStatus.OPEN) == COUNT


async def test_a_move_of_many_is_one_card_and_one_sentence(
    chat: Chat, tasks: TaskService, person: str
) -> None:
    await chat.say("move everything overdue to 2030-05-03")
    moved = await chat.say("yes")
    assert moved.tools == ["update_task"]
    assert moved.text.startswith("Moved 1203 tasks to Fri 3 May 2030: “Task number ")
    assert len(moved.text.splitlines()) == 1
    assert {
        task.due_on.isoformat()
        for task in await all_tasks(tasks, person, TaskStatus.ALL)
        if task.due_on
    } == {"2030-05-03"}


async def test_the_memory_of_a_question_about_many_is_small(
    chat: Chat, settings: Settings, person: str
) -> None:
    await chat.say("list")
    await chat.say("delete all my tasks")
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    query = "SELECT length(state::text) FROM app.conversations WHERE owner_id = $1"
    assert 0 < await connection.fetchval(query, person) < STATE_BYTES_MAX
    await connection.close()


async def test_a_yes_to_many_leaves_what_was_added_since(
    chat: Chat, tasks: TaskService, person: str
) -> None:
    await chat.say("delete all my tasks")
    await add_tasks(chat, "came later")
    await chat.say("yes")
    left = await all_tasks(tasks, person, TaskStatus.ALL)
    assert [task.title for task in left] == ["came later"]


async def test_a_yes_to_many_that_are_no_more_the_same_is_asked_again(
    chat: Chat, tasks: TaskService, person: str
) -> None:
    await chat.say("mark all as done")
    gone = (await all_tasks(tasks, person, TaskStatus.OPEN))[0]
    await tasks.delete_tasks(person, [gone.id], Actor.WEB)
    asked = await chat.say("yes")
    assert asked.outputs[0]["outcome"] == "unconfirmed"
    assert asked.text.startswith("Your tasks have changed since I asked.")
    assert "1202 tasks" in asked.text
    assert await _count(tasks, person, TaskStatus.OPEN) == COUNT - 1
    await chat.say("yes")
    assert await _count(tasks, person, TaskStatus.OPEN) == 0


async def test_them_after_a_long_list_are_all_of_them(
    chat: Chat, tasks: TaskService, person: str
) -> None:
    await chat.say("what is overdue?")
    assert (await chat.say("complete them")).outputs[0]["total"] == COUNT
    await chat.say("yes")
    assert await _count(tasks, person, TaskStatus.OPEN) == 0
    assert "more tasks than I can keep in mind" in (await chat.say("reopen them")).text


async def test_the_last_one_of_a_long_list_is_the_last_one(
    chat: Chat, tasks: TaskService, person: str
) -> None:
    await chat.say("list")
    last = (await all_tasks(tasks, person, TaskStatus.OPEN))[-1]
    assert (await chat.say("complete the last one")).text == f"Completed “{last.title}”."
