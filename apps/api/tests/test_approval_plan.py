"""A yes does what the question showed, once, or nothing: it is bound to a plan (A3)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from support.chat import TASKS, Answer, Chat, add_tasks, titles_of
from taskora_api.assistant import agreed_change, carrying_out, posing
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.plans.schemas import PLAN_LIFETIME
from taskora_api.tasks.change_schemas import Changed

ASKING = {
    "delete everything": "deleted",
    "delete dairy": "deleted",
    "complete milk and eggs": "completed",
    "move everything to 2030-01-01": "changed",
}


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _tasks(chat: Chat) -> list[dict[str, Any]]:
    response = await chat.client.get(TASKS, params={"limit": 500}, headers=chat.headers)
    items: list[dict[str, Any]] = response.json()["items"]
    return sorted(items, key=lambda task: str(task["title"]))


async def _change(chat: Chat, of: str, **fields: object) -> None:
    (path,) = [f"{TASKS}/{each['id']}" for each in await _tasks(chat) if each["title"] == of]
    answer = await chat.client.patch(path, json=fields, headers=chat.headers)
    assert answer.status_code == 200


async def _kinds(chat: Chat) -> list[str]:
    page = (await chat.client.get("/api/v1/changes", headers=chat.headers)).json()
    return [each["kind"] for each in page["items"] if each["actor"] == "chat"]


def _plans(answer: Answer) -> list[str]:
    return [c["data"]["planId"] for c in answer.chunks if c["type"] == "data-approval"]


@pytest.mark.parametrize("said", ASKING)
async def test_every_question_about_a_change_has_a_plan_that_the_yes_applies_once(
    chat: Chat, said: str
) -> None:
    await add_tasks(chat, "buy milk dairy", "milk", "eggs")
    asked = await chat.say(said)
    (plan_id,) = _plans(asked)
    assert plan_id is not None
    assert await _kinds(chat) == []
    await chat.say("yes")
    assert await _kinds(chat) == [ASKING[said]]
    path = f"/api/v1/plans/{plan_id}/apply"
    again = await chat.client.post(path, headers=chat.headers)
    assert (again.status_code, again.json()["code"]) == (409, "PLAN_APPLIED")
    assert (await chat.say("undo")).outputs[0]["outcome"] == "done"
    assert await titles_of(chat) == await titles_of(chat, "open")


@pytest.mark.parametrize(
    "fields", [{"title": "oat milk"}, {"notes": "for Eve"}, {"dueOn": "2029-01-01"}]
)
async def test_a_yes_to_what_was_changed_since_is_refused_and_asked_anew(
    chat: Chat, fields: dict[str, str]
) -> None:
    await add_tasks(chat, "milk", "eggs")
    first = await chat.say("delete everything")
    await _change(chat, "milk", **fields)
    before = await _tasks(chat)
    refused = await chat.say("yes")
    assert refused.outputs[0]["outcome"] == "unconfirmed"
    assert refused.outputs[0]["code"] == "PLAN_STALE"
    assert "changed since I asked" in refused.text
    assert await _tasks(chat) == before
    assert _plans(refused) not in ([], _plans(first))
    done = await chat.say("yes")
    assert (done.outputs[0]["outcome"], done.outputs[0]["code"]) == ("done", None)
    assert await titles_of(chat) == []


async def test_a_guess_that_was_renamed_since_is_not_deleted(chat: Chat) -> None:
    await add_tasks(chat, "buy oat milk")
    assert (await chat.say("delete oat")).text.startswith("Do you mean “buy oat milk”?")
    await _change(chat, "buy oat milk", title="call Eve")
    refused = await chat.say("yes")
    assert refused.outputs[0]["code"] == "PLAN_STALE"
    assert "“call Eve”" in refused.text
    assert await titles_of(chat) == ["call Eve"]


async def test_what_the_person_typed_stays_typed_when_it_is_asked_anew(chat: Chat) -> None:
    await add_tasks(chat, "buy oat milk")
    asked = await chat.say("set the priority of oat to high")
    await _change(chat, "buy oat milk", notes="for Eve")
    refused = await chat.say("yes")
    assert refused.outputs[0]["code"] == "PLAN_STALE"
    for answer in (asked, refused):
        (card,) = [c["data"] for c in answer.chunks if c["type"] == "data-approval"]
        (value,) = [each for each in card["values"] if each["name"] == "priority"]
        assert (value["text"], value["provenance"]) == ("high", "typed")


async def test_what_was_deleted_since_makes_the_rest_be_asked_about_again(chat: Chat) -> None:
    await add_tasks(chat, "milk", "eggs", "bread")
    await chat.say("complete everything")
    (path,) = [f"{TASKS}/{each['id']}" for each in await _tasks(chat) if each["title"] == "milk"]
    await chat.client.delete(path, headers=chat.headers)
    assert (await chat.say("yes")).outputs[0]["code"] == "PLAN_STALE"
    assert await titles_of(chat, "done") == []
    await chat.say("yes")
    assert sorted(await titles_of(chat, "done")) == ["bread", "eggs"]


ONE_OF_SEVERAL = [
    ("delete everything", "only milk", "milk"),
    ("complete oat", "1", "oat milk"),
    ("complete oat", "milk", "oat milk"),
    ("move oat to 2030-01-01", "both", "oat milk"),
]


@pytest.mark.parametrize(("said", "reply", "title"), ONE_OF_SEVERAL)
async def test_what_is_picked_is_done_as_it_was_shown_or_not_at_all(
    chat: Chat, said: str, reply: str, title: str
) -> None:
    await add_tasks(chat, "oat bread")
    await add_tasks(chat, "oat milk")
    if title == "milk":
        await add_tasks(chat, "milk")
    await chat.say(said)
    await _change(chat, title, notes="for Eve")
    before = await _tasks(chat)
    refused = await chat.say(reply)
    assert refused.outputs[0]["outcome"] == "unconfirmed"
    assert refused.outputs[0]["code"] == "PLAN_STALE"
    assert await _tasks(chat) == before
    assert None not in _plans(refused)
    assert (await chat.say("yes")).outputs[0]["outcome"] == "done"
    assert len(await _kinds(chat)) == 1


async def test_what_is_picked_is_done_by_a_plan_of_its_own(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[list[UUID]] = []
    apply = carrying_out.apply_plan

    async def noted(context: TurnContext, plan_id: UUID, ids: Sequence[UUID]) -> Changed:
        applied.append(list(ids))
        return await apply(context, plan_id, ids)

    monkeypatch.setattr(agreed_change, "apply_plan", noted)
    await add_tasks(chat, "milk", "eggs", "bread")
    await chat.say("delete everything")
    assert (await chat.say("only milk")).outputs[0]["outcome"] == "done"
    assert [len(ids) for ids in applied] == [1]
    assert await titles_of(chat) == ["bread", "eggs"]


async def test_words_that_mean_several_of_the_question_are_asked_about(chat: Chat) -> None:
    await add_tasks(chat, "oat milk", "oat bread", "eggs")
    await chat.say("delete everything")
    asked = await chat.say("only oat")
    assert "This would delete 2 tasks" in asked.text
    assert len(_plans(asked)) == 1
    assert len(await titles_of(chat)) == 3
    await chat.say("yes")
    assert await titles_of(chat) == ["eggs"]


async def test_what_is_below_a_task_that_is_picked_is_said_first(chat: Chat) -> None:
    await add_tasks(chat, "move house", "move on")
    tasks = {each["title"]: each["id"] for each in await _tasks(chat)}
    await add_tasks(chat, "boxes", parentId=tasks["move house"])
    await chat.say("delete move")
    asked = await chat.say("house")
    assert "1 task below it would be deleted, too." in asked.text
    assert len(await titles_of(chat)) == 3


async def test_a_yes_that_comes_too_late_is_asked_for_again(
    chat: Chat, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_tasks(chat, "milk", "eggs")
    await chat.say("delete everything")
    late = PLAN_LIFETIME + timedelta(seconds=1)
    tasks = application.state.services.tasks
    monkeypatch.setattr(tasks, "clock", lambda: datetime.now(UTC) + late)
    refused = await chat.say("yes")
    assert refused.outputs[0]["code"] == "NOT_FOUND"
    assert "too long ago" in refused.text
    assert len(await titles_of(chat)) == 2
    await chat.say("yes")
    assert await titles_of(chat) == []


async def test_of_more_tasks_than_a_plan_is_made_of_the_versions_are_compared(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posing, "IDS_KEPT_MAX", 1)
    await add_tasks(chat, "milk", "eggs")
    assert _plans(await chat.say("delete everything")) == [None]
    await _change(chat, "milk", notes="for Eve")
    refused = await chat.say("yes")
    assert refused.outputs[0]["outcome"] == "unconfirmed"
    assert "changed since I asked" in refused.text
    await chat.say("yes")
    assert await titles_of(chat) == []
