"""A message that is sent again with its id is answered again, and not acted on again."""

from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.chat import Chat, add_tasks, read_events, titles_of
from taskora_api.assistant.recorder import MessageRecorder


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def test_the_same_message_is_done_once_and_answered_the_same(chat: Chat) -> None:
    first = await chat.say("add milk; list", "m1")
    again = await chat.say("add milk; list", "m1")
    assert again.is_ended
    assert again.chunks[-1]["type"] == "finish"
    assert again.chunks[0] == first.chunks[0]
    recorders = MessageRecorder(), MessageRecorder()
    for recorder, answer in zip(recorders, (first, again), strict=True):
        for chunk in answer.chunks:
            recorder.add(chunk)
    assert recorders[0].parts == recorders[1].parts
    assert await titles_of(chat) == ["milk"]
    path = f"/api/v1/conversations/{chat.conversation_id}"
    messages = (await chat.client.get(path, headers=chat.headers)).json()["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant"]


async def test_another_message_another_text_and_no_id_at_all_are_new(chat: Chat) -> None:
    await chat.say("add milk", "m1")
    await chat.say("add milk", "m2")
    await chat.say("add eggs", "m1")
    await chat.say("add tea")
    await chat.say("add tea")
    assert sorted(await titles_of(chat)) == ["eggs", "milk", "milk", "tea", "tea"]


async def test_an_id_is_known_to_its_owner_alone(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    owner = Chat(client, headers(f"owner-{uuid4().hex}"))
    other = Chat(client, headers(f"other-{uuid4().hex}"))
    other.conversation_id = owner.conversation_id
    await owner.say("add milk", "m1")
    await other.say("add milk", "m1")
    assert await titles_of(owner) == await titles_of(other) == ["milk"]


async def test_a_retry_while_the_first_answer_is_in_the_making_waits_for_it(
    chat: Chat, application: FastAPI, person: str
) -> None:
    await add_tasks(chat, "report", "annual report")
    assistant = application.state.services.assistant
    arguments = (person, chat.conversation_id, "delete report", "UTC", "m1")
    cut = assistant.answer(await assistant.begin(*arguments))
    assert '"start"' in await anext(cut)
    await cut.aclose()
    turn = await assistant.begin(*arguments)
    again = read_events("".join([event async for event in assistant.answer(turn)]))
    assert again.text == "Deleted “report”."
    assert await titles_of(chat) == ["annual report"]
