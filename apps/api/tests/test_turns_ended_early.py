"""An answer that was stopped or failed is gone on with when it is asked for, and done once (N9)."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from support.chat import Answer, Chat, add_tasks, titles_of
from support.turns import alike, held, messages_of, parts_of, resume, stop, text_of
from taskora_api.assistant import embedded
from taskora_api.assistant.intent_handler import IntentHandler
from taskora_api.assistant.messages.general import FAILED

MANY = "add a; add b; add c; add d; add e"
ALL = ["a", "b", "c", "d", "e"]


async def _stopped(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch, *, free: int = 1
) -> Answer:
    async with held(monkeypatch, chats[0], MANY, free=free) as said:
        assert (await stop(chats[1])).status_code == 202
    answer = await said
    assert "Stopped" in answer.text
    return answer


async def _conversation(chat: Chat) -> dict[str, Any]:
    path = f"/api/v1/conversations/{chat.conversation_id}"
    read: dict[str, Any] = (await chat.client.get(path, headers=chat.headers)).json()
    return read


@pytest.mark.parametrize("free", [0, 1, 3])
async def test_the_rest_of_a_stopped_answer_is_done_and_nothing_twice(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    stopped = await _stopped(chats, monkeypatch, free=free)
    assert len(await titles_of(chats[0])) < len(ALL)
    answer = await chats[1].say(MANY, "m1", go_on=True)
    assert sorted(await titles_of(chats[1])) == ALL
    assert answer.is_ended
    assert answer.chunks[0] == stopped.chunks[0], "it is the same answer"
    undisturbed = Chat(chats[0].client, chats[0].headers)
    whole = await undisturbed.say(MANY, "m1")
    assert alike(parts_of(answer)) == alike(parts_of(whole))
    (_, kept) = await messages_of(chats[0])
    assert kept["parts"] == parts_of(answer)
    assert "Stopped" not in text_of(kept)


async def test_it_is_gone_on_with_once_however_often_that_is_asked(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    await _stopped(chats, monkeypatch)
    first = await chats[0].say(MANY, "m1", go_on=True)
    again = await chats[1].say(MANY, "m1", go_on=True)
    assert parts_of(again) == parts_of(first)
    assert sorted(await titles_of(chats[0])) == ALL


async def test_it_can_be_stopped_and_gone_on_with_again(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    await _stopped(chats, monkeypatch, free=0)
    monkeypatch.undo()
    async with held(monkeypatch, chats[0], MANY, free=1, go_on=True) as said:
        await stop(chats[1])
    assert "Stopped" in (await said).text
    assert len(await titles_of(chats[0])) < len(ALL)
    monkeypatch.undo()
    await chats[0].say(MANY, "m1", go_on=True)
    assert sorted(await titles_of(chats[0])) == ALL


async def test_a_page_that_knows_only_what_is_kept_can_go_on(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    await _stopped(chats, monkeypatch)
    asked = (await messages_of(chats[1]))[0]
    await chats[1].say(MANY, asked["id"], go_on=True)
    assert sorted(await titles_of(chats[1])) == ALL
    assert [message["role"] for message in await messages_of(chats[1])] == ["user", "assistant"]


async def test_what_came_after_a_stopped_answer_is_not_gone_behind(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = await _stopped(chats, monkeypatch)
    await chats[0].say("add last", "m2")
    again = await chats[0].say(MANY, "m1", go_on=True)
    assert parts_of(again) == parts_of(stopped)
    assert sorted(await titles_of(chats[0])) == ["a", "b", "last"]


async def test_a_conversation_tells_whether_its_last_answer_can_be_gone_on_with(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    await _stopped(chats, monkeypatch)
    assert (await _conversation(chats[0]))["canGoOn"]
    await chats[0].say(MANY, "m1", go_on=True)
    assert not (await _conversation(chats[0]))["canGoOn"]
    await chats[0].say("list", "m2")
    assert not (await _conversation(chats[0]))["canGoOn"]
    assert (await resume(chats[0])).status_code == 204


async def test_a_failed_answer_is_gone_on_with(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = 0

    class FailsOnce(IntentHandler):
        def steps_for(self, intent: Any) -> Any:  # noqa: ANN401 - of the handler.
            nonlocal decided
            decided += 1
            if decided == 3:
                raise RuntimeError("a fault")
            return super().steps_for(intent)

    monkeypatch.setattr(embedded, "IntentHandler", FailsOnce)
    failed = await chats[0].say(MANY, "m1")
    assert FAILED in [chunk.get("errorText") for chunk in failed.chunks]
    assert (await _conversation(chats[1]))["canGoOn"]
    answer = await chats[1].say(MANY, "m1", go_on=True)
    assert "error" not in {chunk["type"] for chunk in answer.chunks}
    assert sorted(await titles_of(chats[0])) == ALL


@pytest.mark.parametrize("is_stopped", [True, False])
async def test_a_yes_that_ended_before_its_call_is_still_one(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch, *, is_stopped: bool
) -> None:
    await add_tasks(chats[0], "a", "b")
    await chats[0].say("delete everything")
    loop = asyncio.get_running_loop()

    class EndsEarly(IntentHandler):
        def answer_open_question(self, text: str) -> Any:  # noqa: ANN401 - of the handler.
            decided = super().answer_open_question(text)
            if not is_stopped:
                raise RuntimeError("a fault")
            # This is a thread beside the loop, which goes on with the stop.
            asyncio.run_coroutine_threadsafe(stop(chats[0]), loop).result()
            return decided

    with monkeypatch.context() as patched:
        patched.setattr(embedded, "IntentHandler", EndsEarly)
        ended = await chats[0].say("yes", "m1")
    assert ("Stopped, and nothing was changed." in ended.text) == is_stopped
    assert sorted(await titles_of(chats[0])) == ["a", "b"]
    answer = await chats[1].say("yes", "m1", go_on=True)
    assert "Deleted 2 tasks" in answer.text
    assert await titles_of(chats[0]) == []


async def test_without_being_asked_it_stays_as_it_ended(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = await _stopped(chats, monkeypatch)
    assert parts_of(await chats[0].say(MANY, "m1")) == parts_of(stopped)
    other = Chat(chats[0].client, chats[0].headers, conversation_id=uuid4())
    assert "Added “a”." in (await other.say(MANY, "m1", go_on=True)).text, "a new one is begun"
