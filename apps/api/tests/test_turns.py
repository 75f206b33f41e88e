"""Answers over processes: shown, stopped and kept in order from any (N9)."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest

from support.chat import Chat, add_tasks, read_events, titles_of
from support.replicas import Replica
from support.turns import held, messages_of, parts_of, resume, stop, text_of
from taskora_api.assistant.following import AWAY_MOST
from taskora_api.conversations import turns
from taskora_api.conversations.turns import (
    LIVE_TURNS_MAX,
    AnswerNow,
    Begun,
    Said,
    TurnService,
)
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError, TooManyAnswersError
from taskora_api.finding.headings import Headings

MANY = "add a; add b; add c; add d; add e"


def _open_calls(message: dict[str, Any]) -> list[str]:
    return [part["type"] for part in message["parts"] if part.get("state") == "input-available"]


async def test_an_answer_in_the_making_is_read_from_its_start_on_any_replica(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = chats
    async with held(monkeypatch, first, MANY, free=2) as said:
        thread = await messages_of(second)
        assert [message["role"] for message in thread] == ["user"], "it is read as a stream"
        readers = [asyncio.create_task(resume(chat)) for chat in (second, first)]
        await asyncio.sleep(0)
    answer = await said
    for reader in readers:
        response = await reader
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
        followed = read_events(response.text)
        assert followed.is_ended
        assert followed.chunks[0] == answer.chunks[0]
        assert followed.chunks[0]["type"] == "start"
        assert followed.chunks[-1]["type"] == "finish"
        assert parts_of(followed) == parts_of(answer)
    assert (await messages_of(second))[1]["parts"] == parts_of(answer)


async def test_who_reads_waits_for_a_database_that_is_away(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = TurnService.read_answer, 0

    async def away_at_first(*arguments: Any) -> AnswerNow:  # noqa: ANN401 - where the answer is.
        nonlocal asked
        asked += 1
        if asked <= AWAY_MOST:
            raise DatabaseUnavailableError("gone")
        return await read(*arguments)

    monkeypatch.setattr(TurnService, "read_answer", away_at_first)
    async with held(monkeypatch, chats[0], MANY, free=2) as said:
        reader = asyncio.create_task(resume(chats[1]))
        while asked <= AWAY_MOST:
            await asyncio.sleep(0)
    followed = read_events((await reader).text)
    assert followed.is_ended
    assert parts_of(followed) == parts_of(await said)


async def test_when_nothing_is_being_made_there_is_nothing_to_read(
    chats: tuple[Chat, Chat],
) -> None:
    await chats[0].say("list")
    response = await resume(chats[1])
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("stopper", [0, 1], ids=["the same replica", "another replica"])
async def test_stop_ends_the_work_and_says_what_was_done(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch, stopper: int
) -> None:
    async with held(monkeypatch, chats[0], MANY, free=1) as said:
        assert (await stop(chats[stopper])).status_code == 202
    answer = await said
    assert sorted(await titles_of(chats[0])) == ["a", "b"]
    assert answer.is_ended
    assert "error" not in {chunk["type"] for chunk in answer.chunks}
    assert answer.text == (
        "Stopped. This had been done by then:\nAdded “a”.\nAdded “b”.\nThe rest was not done."
    )
    stored = (await messages_of(chats[1]))[1]
    assert stored["parts"] == parts_of(answer)
    assert _open_calls(stored) == []
    again = await chats[1].say(MANY, "m1")
    assert parts_of(again) == parts_of(answer), "what was stopped on purpose is not gone on with"
    assert sorted(await titles_of(chats[0])) == ["a", "b"]


async def test_stop_before_anything_says_so(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_tasks(chats[0], "a", "b")
    async with held(
        monkeypatch, chats[0], "complete a; complete b", free=0, step="first", of=Headings
    ) as said:
        await stop(chats[1])
    assert (await said).text == "Stopped, and nothing was changed."
    assert sorted(await titles_of(chats[0], "open")) == ["a", "b"]


async def test_stop_without_an_answer_in_the_making_does_nothing(
    chats: tuple[Chat, Chat],
) -> None:
    assert (await stop(chats[0])).status_code == 404
    await chats[0].say("list")
    assert (await stop(chats[0])).status_code == 202
    assert (await chats[0].say("add a")).text == "Added “a”."


async def test_stop_and_say_the_next_at_once_keeps_the_order_of_the_talk(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(monkeypatch, chats[0], MANY, free=1) as first:
        await stop(chats[0])
        second = asyncio.create_task(chats[1].say("add last", "m2"))
        await asyncio.sleep(0)
    await asyncio.gather(first, second)
    thread = await messages_of(chats[0])
    assert [message["role"] for message in thread] == ["user", "assistant"] * 2
    assert [text_of(message).split("\n")[0] for message in thread] == [
        MANY,
        "Stopped. This had been done by then:",
        "add last",
        "Added “last”.",
    ]


async def test_two_tabs_at_once_are_answered_one_after_the_other(
    chats: tuple[Chat, Chat],
) -> None:
    said = [chats[number % 2].say(f"add x{number}; list", f"m{number}") for number in range(6)]
    answers = await asyncio.gather(*said)
    thread = await messages_of(chats[0])
    assert [message["role"] for message in thread] == ["user", "assistant"] * 6
    for asked, answered in zip(thread[::2], thread[1::2], strict=True):
        number = int(text_of(asked).split(";")[0].removeprefix("add x"))
        assert answered["parts"] == parts_of(answers[number])
    counts = [int(text_of(message).split("You have ")[1].split()[0]) for message in thread[1::2]]
    assert counts == [1, 2, 3, 4, 5, 6]


async def test_a_message_that_would_wait_too_long_is_refused_in_plain_words(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns.TurnService.begin, "__defaults__", (0.0,))
    async with held(monkeypatch, chats[0], "add a", free=0) as first:
        body = {"conversationId": str(chats[1].conversation_id), "text": "add b"}
        refused = await chats[1].client.post("/api/v1/chat", json=body, headers=chats[1].headers)
        assert refused.status_code == 409
        assert "still being made" in refused.json()["detail"]
        assert refused.headers["retry-after"]
    await first
    assert [message["role"] for message in await messages_of(chats[0])] == ["user", "assistant"]
    assert await titles_of(chats[0]) == ["a"]


async def test_a_turn_that_works_long_keeps_its_lease(
    chats: tuple[Chat, Chat], replicas: tuple[Replica, Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(monkeypatch, chats[0], "add a", free=0) as said:
        hold = turns.TurnService.hold
        renewed = 0

        async def counted(service: turns.TurnService, lease: Any) -> bool:  # noqa: ANN401 - a lease.
            nonlocal renewed
            renewed += 1
            return await hold(service, lease)

        monkeypatch.setattr(turns.TurnService, "hold", counted)
        while renewed < 5:
            assert (await replicas[1].services.assistant.find_live(*_place(chats[1]))) is not None
    assert (await said).is_ended


def _place(chat: Chat) -> tuple[str, UUID]:
    token = chat.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, options={"verify_signature": False})
    return str(claims["sub"]), chat.conversation_id


async def test_a_retry_on_another_replica_waits_for_the_first_answer(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(monkeypatch, chats[0], MANY, free=1) as first:
        second = asyncio.create_task(chats[1].say(MANY, "m1"))
        await asyncio.sleep(0)
    answers = await asyncio.gather(first, second)
    assert parts_of(answers[0]) == parts_of(answers[1])
    assert sorted(await titles_of(chats[0])) == ["a", "b", "c", "d", "e"]


async def test_a_conversation_that_is_deleted_meanwhile_ends_its_turn(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(monkeypatch, chats[0], MANY, free=1) as said:
        path = f"/api/v1/conversations/{chats[1].conversation_id}"
        assert (await chats[1].client.delete(path, headers=chats[1].headers)).status_code == 204
    assert not (await said).is_ended
    assert sorted(await titles_of(chats[0])) == ["a", "b"]
    assert (await chats[1].client.get(path, headers=chats[1].headers)).status_code == 404


async def test_a_failure_that_nobody_expected_ends_the_turn(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("secret-inside")

    with monkeypatch.context() as patch:
        patch.setattr("taskora_api.assistant.snapshot.take", broken)
        answer = await chats[0].say("add a", "m1")
    assert answer.is_ended
    assert "secret-inside" not in str(answer.chunks)
    assert (await chats[1].say("add b")).text == "Added “b”."


def _said(owner_id: str) -> Said:
    return Said(owner_id, uuid4(), "list", uuid4(), uuid4())


async def test_of_one_person_so_many_answers_are_made_at_once_and_no_more(
    database: Database, person: str
) -> None:
    service = TurnService(database, lease_seconds=60)
    asked = [_said(person) for _ in range(LIVE_TURNS_MAX + 3)]
    outcomes = await asyncio.gather(
        *(service.begin(said, wait_seconds=0) for said in asked), return_exceptions=True
    )
    begun = [outcome for outcome in outcomes if isinstance(outcome, Begun)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, TooManyAnswersError)]
    assert (len(begun), len(refused)) == (LIVE_TURNS_MAX, 3)
    assert isinstance(await service.begin(_said(f"{person}-other"), wait_seconds=0), Begun)
    await service.end(begun[0].said, begun[0].lease, [], {})
    assert isinstance(await service.begin(_said(person), wait_seconds=0), Begun)
