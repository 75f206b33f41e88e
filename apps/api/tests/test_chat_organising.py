"""Priorities, tags, projects, deadlines and recurrence are set and taken away in the chat (A3)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from support.chat import TASKS, Chat, add_tasks, titles_of

PROJECTS = "/api/v1/projects"


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _tasks(chat: Chat) -> dict[str, dict[str, Any]]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return {task["title"]: task for task in items}


async def _project(chat: Chat, name: str) -> str:
    made = await chat.client.post(PROJECTS, json={"name": name}, headers=chat.headers)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _in_days(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("set the priority of rent to low", "priority", "low"),
        ("mark rent as urgent", "priority", "high"),
        ("make rent p2", "priority", "medium"),
        ("take the priority away from old rent", "priority", "none"),
        ("tag rent with home", "tags", ["home"]),
        ("tag rent with home and work", "tags", ["home", "work"]),
        ("add the tag home to rent", "tags", ["home"]),
        ("remove the tag house from old rent", "tags", ["paper"]),
        ("remove all tags from old rent", "tags", []),
        ("set the deadline of rent to tomorrow", "deadlineOn", _in_days(1)),
        ("remove the deadline of old rent", "deadlineOn", None),
        ("stop repeating old rent", "recurrence", None),
    ],
)
async def test_one_field_of_one_task_is_changed(
    chat: Chat, said: str, field: str, value: object
) -> None:
    await add_tasks(chat, "rent", "water plants")
    old = {"title": "old rent", "priority": "high", "tags": ["House", "paper"]}
    old |= {"deadlineOn": _in_days(5), "dueOn": _in_days(3), "recurrence": {"rule": "FREQ=DAILY"}}  # type: ignore[dict-item]
    assert (await chat.client.post(TASKS, json=old, headers=chat.headers)).status_code == 201
    before = await _tasks(chat)

    answer = await chat.say(said)

    after = await _tasks(chat)
    title = "old rent" if "old rent" in said else "rent"
    assert answer.tools == ["organise_task"]
    assert after[title][field] == value
    unseen = {field, "version", "updatedAt"}
    for each, task in after.items():
        same = {name: value for name, value in task.items() if each != title or name not in unseen}
        assert same.items() <= before[each].items()
    await chat.say("undo")
    assert (await _tasks(chat))[title][field] == before[title][field]


async def test_a_task_without_a_date_becomes_due_when_it_recurs(chat: Chat) -> None:
    await add_tasks(chat, "rent")
    await chat.say("make rent repeat every 2 weeks")
    task = (await _tasks(chat))["rent"]
    assert task["recurrence"]["rule"] == "FREQ=WEEKLY;INTERVAL=2"
    assert task["dueOn"] == _in_days(0)


async def test_a_task_keeps_its_date_when_it_recurs(chat: Chat) -> None:
    await add_tasks(chat, "rent", dueOn=_in_days(4))
    await chat.say("make rent repeat monthly")
    task = (await _tasks(chat))["rent"]
    assert (task["recurrence"]["rule"], task["dueOn"]) == ("FREQ=MONTHLY", _in_days(4))


async def test_what_was_added_is_made_weekly_and_stops(chat: Chat) -> None:
    await chat.say("add sweep tomorrow")
    await chat.say("make it weekly")
    assert (await _tasks(chat))["sweep"]["recurrence"]["rule"] == "FREQ=WEEKLY"
    await chat.say("stop repeating")
    task = (await _tasks(chat))["sweep"]
    assert (task["recurrence"], task["dueOn"]) == (None, _in_days(1))


async def test_a_project_is_found_by_its_name_and_left(chat: Chat) -> None:
    house = await _project(chat, "House work")
    await add_tasks(chat, "rent")
    await chat.say("put rent into the project house work")
    assert (await _tasks(chat))["rent"]["projectId"] == house
    await chat.say("take it out of its project")
    assert (await _tasks(chat))["rent"]["projectId"] is None


async def test_a_project_that_is_not_there_changes_nothing(chat: Chat) -> None:
    await add_tasks(chat, "rent")
    before = await _tasks(chat)
    answer = await chat.say("move rent to the project garden")
    assert "no project called “garden”" in answer.text
    assert await _tasks(chat) == before


async def test_a_line_that_is_added_has_all_that_it_says(chat: Chat) -> None:
    house = await _project(chat, "house")
    await chat.say("add sweep every 2 days p1 #house @broom")
    task = (await _tasks(chat))["sweep"]
    assert (task["priority"], task["projectId"], task["tags"]) == ("high", house, ["broom"])
    assert task["recurrence"]["rule"] == "FREQ=DAILY;INTERVAL=2"


async def test_a_mark_that_names_no_project_is_a_tag(chat: Chat) -> None:
    answer = await chat.say("add sweep #house")
    task = (await _tasks(chat))["sweep"]
    assert (task["projectId"], task["tags"]) == (None, ["house"])
    assert "tagged “house”" in answer.text


async def test_several_fields_in_one_sentence(chat: Chat) -> None:
    await add_tasks(chat, "rent", "water plants")
    await chat.say("mark rent as urgent, tag it with home and make it weekly")
    tasks = await _tasks(chat)
    assert (tasks["rent"]["priority"], tasks["rent"]["tags"]) == ("high", ["home"])
    assert tasks["rent"]["recurrence"]["rule"] == "FREQ=WEEKLY"
    assert tasks["water plants"]["priority"] == "none"


async def test_more_than_one_is_asked_about_first(chat: Chat) -> None:
    await add_tasks(chat, "rent", "water plants", "sweep")
    answer = await chat.say("tag rent and sweep with home")
    assert answer.outputs[-1]["outcome"] == "unconfirmed"
    assert all(not task["tags"] for task in (await _tasks(chat)).values())
    await chat.say("yes")
    tagged = [title for title, task in (await _tasks(chat)).items() if task["tags"] == ["home"]]
    assert sorted(tagged) == ["rent", "sweep"]


PLANS = {
    "tag rent and sweep with home": ["yes, tag them", "yes please do it", "sí", "yes, change them"],
    "set the priority of rent and sweep to high": ["yes, prioritise them", "ok, set it"],
    "put rent and sweep into the project house": ["yes, move them", "yes, put them there"],
    "make rent and sweep weekly": ["yes, repeat them", "हाँ"],
}


@pytest.mark.parametrize(("said", "reply"), [(it, each) for it in PLANS for each in PLANS[it]])
async def test_a_yes_may_name_what_the_plan_does(chat: Chat, said: str, reply: str) -> None:
    await _project(chat, "house")
    await add_tasks(chat, "rent", "sweep")
    assert (await chat.say(said)).outputs[-1]["outcome"] == "unconfirmed"
    done = await chat.say(reply)
    assert [output["outcome"] for output in done.outputs] == ["done"]


@pytest.mark.parametrize("said", PLANS)
@pytest.mark.parametrize("reply", ["yes, delete them", "yes, complete them", "yes, tag tea"])
async def test_a_yes_to_something_else_is_none(chat: Chat, said: str, reply: str) -> None:
    await _project(chat, "house")
    await add_tasks(chat, "rent", "sweep", "tea")
    await chat.say(said)
    before = await _tasks(chat)
    await chat.say(reply)
    assert await _tasks(chat) == before


async def test_what_is_so_already_is_no_change(chat: Chat) -> None:
    await add_tasks(chat, "rent", priority="high")
    before = await _tasks(chat)
    answer = await chat.say("mark rent as urgent")
    assert answer.text == "That is already so for “rent”."
    assert await _tasks(chat) == before


@pytest.mark.parametrize(
    "said", ["make the bed every day", "schedule dentist every 6 months", "add the tag home to tea"]
)
async def test_a_plan_for_what_is_not_there_is_offered_as_a_task(chat: Chat, said: str) -> None:
    await add_tasks(chat, "rent")
    answer = await chat.say(said)
    assert (answer.tools, await titles_of(chat)) == ([], ["rent"])
    assert "Add " in answer.text


async def test_a_tag_that_is_too_long_changes_nothing(chat: Chat) -> None:
    await add_tasks(chat, "rent")
    answer = await chat.say(f"tag rent with {'x' * 101}")
    assert answer.text.startswith("That is too long for a tag")
    assert (await _tasks(chat))["rent"]["tags"] == []


async def test_a_task_that_has_all_tags_it_can_have_keeps_them(chat: Chat) -> None:
    full = {"title": "rent", "tags": [f"t{number:02}" for number in range(50)]}
    assert (await chat.client.post(TASKS, json=full, headers=chat.headers)).status_code == 201
    answer = await chat.say("tag rent with home")
    assert answer.text == "A task has 50 tags at most, so I did nothing."
    assert len((await _tasks(chat))["rent"]["tags"]) == len(full["tags"])


async def test_urgent_tasks_are_a_group(chat: Chat) -> None:
    await add_tasks(chat, "rent", "sweep", priority="high")
    await add_tasks(chat, "tea")
    answer = await chat.say("what is important?")
    assert sorted(answer.listed) == ["rent", "sweep"]
    await chat.say("complete all urgent tasks")
    await chat.say("yes")
    assert await titles_of(chat, "open") == ["tea"]


async def test_another_name_follows_a_rename(chat: Chat) -> None:
    await add_tasks(chat, "tea", "rice")
    await chat.say("rename tea to coffee")
    await chat.say("call it cocoa instead")
    assert sorted(await titles_of(chat)) == ["cocoa", "rice"]
    await chat.say("undo that")
    assert sorted(await titles_of(chat)) == ["coffee", "rice"]


@pytest.mark.parametrize("said", ["rice too", "no, rice", "no, the other one"])
async def test_a_name_is_given_to_one_task_alone(chat: Chat, said: str) -> None:
    await add_tasks(chat, "tea", "rice")
    await chat.say("rename tea to coffee")
    answer = await chat.say(said)
    assert answer.text.startswith("What should it be called?")
    assert sorted(await titles_of(chat)) == ["coffee", "rice"]
