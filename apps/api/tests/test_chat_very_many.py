"""The assistant finds what is meant among very many tasks without reading them.

TASKORA_TEST_TASKS says how many; `nx run api:test-very-many` takes 100,000.
"""

import os
import sys
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.chat import Chat
from support.made_tasks import fill, noted, plans, returned
from support.peak import Peak, peak_memory
from support.tasks import Tasks
from taskora_api.assistant.turn_context import SHOWN_MAX
from taskora_api.database.engine import Database
from taskora_api.finding.headings import HEADINGS_MAX

MANY = int(os.environ.get("TASKORA_TEST_TASKS", "10000"))
TODAY = "2030-01-15"
OWNER = "owner-who-speaks-of-made-tasks"
# Of each look-up, and a turn makes a few.
ROWS_MAX = 3 * HEADINGS_MAX
# Of a chunk, and of the ids of all; each task of all of them would be some kilobytes.
MEBIBYTES_MAX = 250

pytestmark = [pytest.mark.long, pytest.mark.timeout(300 + MANY // 50)]


@pytest.fixture(scope="module", autouse=True)
async def _filled(application: FastAPI) -> None:
    await fill(application.state.services.tasks.database, OWNER, MANY)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks over HTTP."""
    return Tasks(client, headers(OWNER))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("complete water the violets", "Water the violets {}"),
        ("delete photograph lighthouse", "Photograph the old lighthouse {}"),
        ("complete photograph lighthuose", "Photograph the old lighthouse {}"),
        ("complete photogr lighth", "Photograph the old lighthouse {}"),
    ],
)
async def test_a_task_is_found_by_its_title_and_not_by_reading_all(
    tasks: Tasks, database: Database, said: str, title: str
) -> None:
    title = title.format(uuid4().hex[:4])
    task = await tasks.add(title)
    chat = Chat(tasks.client, tasks.headers)
    with noted(database) as sent:
        turn = await chat.say(said)
    assert title in turn.text
    assert len([each for each in sent if "task" in each[0]]) < 40
    assert returned(await plans(database, _reading(sent))) <= ROWS_MAX
    await tasks.call("DELETE", f"/{task['id']}")


async def test_the_whole_title_is_meant_before_all_that_resemble_it(tasks: Tasks) -> None:
    await tasks.add("Buy milk")
    chat = Chat(tasks.client, tasks.headers)
    done = await chat.say("complete buy milk")
    assert done.text == "Completed “Buy milk”."


async def test_words_of_very_many_are_asked_about(tasks: Tasks, database: Database) -> None:
    chat = Chat(tasks.client, tasks.headers)
    with noted(database) as sent:
        asked = await chat.say("complete milk")
    assert "1. " in asked.text
    assert "more fit." in asked.text
    assert returned(await plans(database, _reading(sent))) <= ROWS_MAX
    picked = await chat.say("the first one")
    assert picked.text.startswith("Completed “")


async def test_what_is_said_of_all_is_counted_and_not_read(
    tasks: Tasks, database: Database
) -> None:
    chat = Chat(tasks.client, tasks.headers)
    with noted(database) as sent:
        refused = await chat.say("delete everything except the milk")
    assert "more tasks than I can keep in mind" in refused.text
    assert returned(await plans(database, _reading(sent))) <= ROWS_MAX
    nothing = await chat.say("complete the unicorn parade")
    assert "unicorn" in nothing.text


async def test_a_list_is_counted_and_its_beginning_is_read(
    tasks: Tasks, database: Database
) -> None:
    chat = Chat(tasks.client, tasks.headers)
    with noted(database) as sent, peak_memory() as peak:
        listed = await chat.say("show all my tasks")
        about = await chat.say("find milk")
    assert listed.outputs[0]["total"] >= MANY
    assert len(listed.outputs[0]["tasks"]) == SHOWN_MAX
    # Every seventh of those that were made; one that was completed since is not listed.
    assert MANY // 10 < about.outputs[0]["total"] <= MANY // 7 + 10
    assert returned(await plans(database, _reading(sent))) <= 2 * ROWS_MAX
    _hold_within("two lists", peak)


async def test_a_whole_group_is_changed_in_chunks(
    client: httpx2.AsyncClient, headers: Headers, database: Database
) -> None:
    owner = "owner-of-a-whole-group"
    await fill(database, owner, MANY)
    chat = Chat(client, headers(owner))

    async def say(text: str) -> dict[str, Any]:
        # The long form takes longer than a token is good for.
        chat.headers = headers(owner)
        output: dict[str, Any] = (await chat.say(text)).outputs[-1]
        return output

    async def counts() -> dict[str, int]:
        found: dict[str, int] = (
            await Tasks(client, headers(owner)).call("GET", "/summary", params={"today": TODAY})
        ).json()
        return found

    before = await counts()
    for said, total in (("mark all as done", before["open"]), ("delete all done tasks", MANY)):
        with peak_memory() as peak:
            asked = await say(said)
            done = await say("yes")
        assert (asked["outcome"], done["outcome"]) == ("unconfirmed", "done")
        assert asked["total"] == done["total"] == total
        _hold_within(said, peak)
    assert (await counts())["open"] == (await counts())["done"] == 0
    assert (await say("undo"))["outcome"] == "done"
    assert (await counts())["done"] == MANY


def _hold_within(what: str, peak: Peak) -> None:
    sys.stdout.write(f"\n{what}, {MANY} tasks: {peak.mebibytes} MiB\n")
    assert peak.mebibytes is None or peak.mebibytes < MEBIBYTES_MAX


def _reading(sent: list[tuple[str, object]]) -> list[tuple[str, object]]:
    return [each for each in sent if each[0].startswith("SELECT") and "app.tasks" in each[0]]
