"""Answers over processes: shown, stopped and gone on with from any (F2, F11, F38, R6)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import jwt
import pytest

from support.chat import Answer, Chat, add_tasks, read_events, titles_of
from support.replicas import Gate, Replica, running_replica
from taskora_api.assistant.recorder import MessageRecorder
from taskora_api.assistant.running_turn import RunningTurn
from taskora_api.conversations import turns
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

LEASE_SECONDS = 1.0
MANY = "add a; add b; add c; add d; add e"


@pytest.fixture(scope="module")
async def replicas(settings: Settings) -> AsyncIterator[tuple[Replica, Replica]]:
    """Two applications on one database."""
    await migrate(settings)
    own = settings.model_copy(update={"turn_lease_seconds": LEASE_SECONDS})
    async with running_replica(own) as first, running_replica(own) as second:
        yield first, second


@pytest.fixture
def chats(replicas: tuple[Replica, Replica], signed_in: dict[str, str]) -> tuple[Chat, Chat]:
    """One conversation of the person of this test, through each of the replicas."""
    conversation_id = uuid4()
    first, second = (replica.chat(signed_in, conversation_id) for replica in replicas)
    return first, second


async def _messages(chat: Chat) -> list[dict[str, Any]]:
    path = f"/api/v1/conversations/{chat.conversation_id}"
    messages: list[dict[str, Any]] = (await chat.client.get(path, headers=chat.headers)).json()[
        "messages"
    ]
    return messages


async def _stop(chat: Chat) -> httpx2.Response:
    path = f"/api/v1/conversations/{chat.conversation_id}/stop"
    return await chat.client.post(path, headers=chat.headers)


async def _resume(chat: Chat) -> httpx2.Response:
    path = f"/api/v1/chat/{chat.conversation_id}/stream"
    return await chat.client.get(path, headers=chat.headers)


def _parts(answer: Answer) -> list[dict[str, Any]]:
    recorder = MessageRecorder()
    for chunk in answer.chunks:
        recorder.add(chunk)
    return recorder.parts


def _text_of(message: dict[str, Any]) -> str:
    return "\n".join(part["text"] for part in message["parts"] if part["type"] == "text")


def _open_calls(message: dict[str, Any]) -> list[str]:
    return [part["type"] for part in message["parts"] if part.get("state") == "input-available"]


async def test_f11_an_answer_in_the_making_is_read_from_its_start_on_any_replica(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = chats
    gate = Gate(monkeypatch, "add_tasks", free=2)
    said = asyncio.create_task(first.say(MANY, "m1"))
    await gate.reached.wait()
    thread = await _messages(second)
    assert [message["role"] for message in thread] == ["user"], "it is read as a stream"
    readers = [asyncio.create_task(_resume(chat)) for chat in (second, first)]
    await asyncio.sleep(0)
    gate.opened.set()
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
        assert _parts(followed) == _parts(answer)
    assert (await _messages(second))[1]["parts"] == _parts(answer)


async def test_f11_when_nothing_is_being_made_there_is_nothing_to_read(
    chats: tuple[Chat, Chat],
) -> None:
    await chats[0].say("list")
    response = await _resume(chats[1])
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("stopper", [0, 1], ids=["the same replica", "another replica"])
async def test_f2_stop_ends_the_work_and_says_what_was_done(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch, stopper: int
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=1)
    said = asyncio.create_task(chats[0].say(MANY, "m1"))
    await gate.reached.wait()
    assert (await _stop(chats[stopper])).status_code == 202
    gate.opened.set()
    answer = await said
    assert sorted(await titles_of(chats[0])) == ["a", "b"]
    assert answer.is_ended
    assert "error" not in {chunk["type"] for chunk in answer.chunks}
    assert answer.text == (
        "Stopped. This had been done by then:\nAdded “a”.\nAdded “b”.\nThe rest was not done."
    )
    stored = (await _messages(chats[1]))[1]
    assert stored["parts"] == _parts(answer)
    assert _open_calls(stored) == []
    again = await chats[1].say(MANY, "m1")
    assert _parts(again) == _parts(answer), "what was stopped on purpose is not gone on with"
    assert sorted(await titles_of(chats[0])) == ["a", "b"]


async def test_f2_stop_before_anything_says_so(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "find_tasks", free=0)
    await add_tasks(chats[0], "a", "b")
    said = asyncio.create_task(chats[0].say("complete a; complete b", "m1"))
    await gate.reached.wait()
    await _stop(chats[1])
    gate.opened.set()
    assert (await said).text == "Stopped, and nothing was changed."
    assert sorted(await titles_of(chats[0], "open")) == ["a", "b"]


async def test_f2_stop_without_an_answer_in_the_making_does_nothing(
    chats: tuple[Chat, Chat],
) -> None:
    assert (await _stop(chats[0])).status_code == 404
    await chats[0].say("list")
    assert (await _stop(chats[0])).status_code == 202
    assert (await chats[0].say("add a")).text == "Added “a”."


async def test_f38_stop_and_say_the_next_at_once_keeps_the_order_of_the_talk(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=1)
    first = asyncio.create_task(chats[0].say(MANY, "m1"))
    await gate.reached.wait()
    await _stop(chats[0])
    second = asyncio.create_task(chats[1].say("add last", "m2"))
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(first, second)
    thread = await _messages(chats[0])
    assert [message["role"] for message in thread] == ["user", "assistant"] * 2
    assert [_text_of(message).split("\n")[0] for message in thread] == [
        MANY,
        "Stopped. This had been done by then:",
        "add last",
        "Added “last”.",
    ]


async def test_f38_two_tabs_at_once_are_answered_one_after_the_other(
    chats: tuple[Chat, Chat],
) -> None:
    said = [chats[number % 2].say(f"add x{number}; list", f"m{number}") for number in range(6)]
    answers = await asyncio.gather(*said)
    thread = await _messages(chats[0])
    assert [message["role"] for message in thread] == ["user", "assistant"] * 6
    for asked, answered in zip(thread[::2], thread[1::2], strict=True):
        number = int(_text_of(asked).split(";")[0].removeprefix("add x"))
        assert answered["parts"] == _parts(answers[number])
    counts = [int(_text_of(message).split("You have ")[1].split()[0]) for message in thread[1::2]]
    assert counts == [1, 2, 3, 4, 5, 6]


async def test_f38_a_message_that_would_wait_too_long_is_refused_in_plain_words(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns.TurnService.begin, "__defaults__", (0.0,))
    gate = Gate(monkeypatch, "add_tasks", free=0)
    first = asyncio.create_task(chats[0].say("add a", "m1"))
    await gate.reached.wait()
    body = {"conversationId": str(chats[1].conversation_id), "text": "add b"}
    refused = await chats[1].client.post("/api/v1/chat", json=body, headers=chats[1].headers)
    assert refused.status_code == 409
    assert "still being made" in refused.json()["detail"]
    assert refused.headers["retry-after"]
    gate.opened.set()
    await first
    assert [message["role"] for message in await _messages(chats[0])] == ["user", "assistant"]
    assert await titles_of(chats[0]) == ["a"]


async def _say_and_die(replica: Replica, chat: Chat, gate: Gate, text: str) -> asyncio.Task[Answer]:
    """Say something, and let the replica vanish at the gate."""
    cut = asyncio.create_task(chat.say(text, "m1"))
    await gate.reached.wait()
    await replica.kill()
    gate.opened.set()
    return cut


async def test_r6_what_a_killed_process_had_done_is_in_the_thread(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=2)
    cut = await _say_and_die(replicas[0], chats[0], gate, MANY)
    assert not (await cut).is_ended
    while (await _resume(chats[1])).status_code != 204:
        """Until its lease has run out, it may still be at work."""
    _, answered = await _messages(chats[1])
    done = [part["output"]["summary"] for part in answered["parts"] if "output" in part]
    assert done == ["Added “a”.", "Added “b”."]
    assert "This answer was cut off here" in _text_of(answered)
    assert sorted(await titles_of(chats[1])) == ["a", "b"]


@pytest.mark.parametrize("free", range(5))
async def test_r6_the_same_message_again_goes_on_and_does_nothing_twice(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    free: int,
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=free)
    cut = await _say_and_die(replicas[0], chats[0], gate, MANY)
    answer = await chats[1].say(MANY, "m1")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert answer.is_ended
    assert [output["summary"] for output in answer.outputs] == [f"Added “{t}”." for t in "abcde"]
    said = {0: "before anything was done", 1: "after 1 step."}.get(free, f"after {free} steps.")
    assert said in answer.text
    assert answer.text.endswith("Added “a”.\nAdded “b”.\nAdded “c”.\nAdded “d”.\nAdded “e”.")
    assert answer.chunks[0] == (await cut).chunks[0]
    asked, answered = await _messages(chats[0])
    assert answered["parts"] == _parts(answer)
    assert _text_of(asked) == MANY
    assert _parts(await chats[0].say(MANY, "m1")) == _parts(answer)


@pytest.mark.parametrize("is_typed", [False, True], ids=["by a page loaded anew", "typed anew"])
async def test_r6_what_was_cut_off_goes_on_also_for_a_page_that_knows_only_what_is_kept(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    is_typed: bool,
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=2)
    await _say_and_die(replicas[0], chats[0], gate, MANY)
    while (await _resume(chats[1])).status_code != 204:
        """Until its lease has run out, it may still be at work."""
    asked, _ = await _messages(chats[1])
    answer = await chats[1].say(MANY, "m2" if is_typed else asked["id"])
    assert answer.is_ended
    assert "after 2 steps." in answer.text
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert [message["role"] for message in await _messages(chats[1])] == ["user", "assistant"]


async def test_r6_a_message_again_under_the_id_that_it_is_kept_by_is_done_once(
    chats: tuple[Chat, Chat],
) -> None:
    answer = await chats[0].say("add a", "m1")
    asked, _ = await _messages(chats[1])
    assert _parts(await chats[1].say("add a", asked["id"])) == _parts(answer)
    assert await titles_of(chats[1]) == ["a"]
    await chats[1].say("add b", asked["id"])
    await chats[1].say("add a", "m2")
    assert sorted(await titles_of(chats[1])) == ["a", "a", "b"]


@pytest.mark.parametrize(
    ("text", "open_titles"),
    [
        ("add b; rename a to z; add c", ["b", "c", "z"]),
        ("rename a to z; add c", ["c", "z"]),
        ("delete a; add a", ["a"]),
        ("complete a; add c", ["c"]),
        ("move a to 2031-05-06; complete it", []),
        ("delete a", []),
    ],
)
async def test_r6_a_call_whose_end_nobody_heard_of_is_not_made_again(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    open_titles: list[str],
) -> None:
    await add_tasks(chats[0], "a")
    reached = asyncio.Event()
    keep = RunningTurn.end_call

    async def never(turn: RunningTurn, *arguments: Any) -> None:  # noqa: ANN401 - a call's end.
        if reached.is_set():
            await keep(turn, *arguments)
            return
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(RunningTurn, "end_call", never)
    cut = asyncio.create_task(chats[0].say(text, "m1"))
    await reached.wait()
    await replicas[0].kill()
    await cut
    answer = await chats[1].say(text, "m1")
    assert sorted(await titles_of(chats[1], "open")) == open_titles
    assert answer.is_ended
    changes = await chats[1].client.get("/api/v1/changes", headers=chats[1].headers)
    made = [change for change in changes.json()["items"] if change["actor"] == "chat"]
    assert len(made) == len(text.split("; "))
    assert {output["outcome"] for output in answer.outputs} == {"done"}


async def test_r6_a_question_that_was_answered_is_not_asked_again(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await add_tasks(chats[0], "a", "b")
    await chats[0].say("delete everything")
    gate = Gate(monkeypatch, "delete_tasks", free=0)
    await _say_and_die(replicas[0], chats[0], gate, "yes")
    answer = await chats[1].say("yes", "m1")
    assert "Deleted 2 tasks" in answer.text
    assert await titles_of(chats[1]) == []


async def test_r6_the_talk_can_go_on_without_what_was_cut_off_and_come_back_to_it(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=1)
    await _say_and_die(replicas[0], chats[0], gate, "add a; add b")
    await chats[1].say("add c", "m2")
    assert sorted(await titles_of(chats[1])) == ["a", "c"]
    assert "cut off" in _text_of((await _messages(chats[1]))[1])
    await chats[1].say("add a; add b", "m1")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c"]
    thread = await _messages(chats[1])
    assert [_text_of(message).split("\n")[-1] for message in thread] == [
        "add a; add b",
        "Added “b”.",
        "add c",
        "Added “c”.",
    ]
    assert (await chats[1].say("complete it")).text == "Completed “c”.", "the newest is remembered"


async def test_r6_a_process_that_was_only_asleep_does_nothing_twice(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asleep(_turn: RunningTurn) -> None:
        """The lease is not renewed."""

    monkeypatch.setattr(RunningTurn, "renew", asleep)
    gate = Gate(monkeypatch, "add_tasks", free=1)
    slow = asyncio.create_task(chats[0].say(MANY, "m1"))
    await gate.reached.wait()
    answer = await chats[1].say(MANY, "m1")
    gate.opened.set()
    assert not (await slow).is_ended
    assert sorted(await titles_of(chats[0])) == ["a", "b", "c", "d", "e"]
    assert (await _messages(chats[0]))[1]["parts"] == _parts(answer)


async def test_a_turn_that_works_long_keeps_its_lease(
    chats: tuple[Chat, Chat], replicas: tuple[Replica, Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=0)
    said = asyncio.create_task(chats[0].say("add a", "m1"))
    await gate.reached.wait()
    hold = turns.TurnService.hold
    held = 0

    async def counted(service: turns.TurnService, lease: Any) -> bool:  # noqa: ANN401 - a lease.
        nonlocal held
        held += 1
        return await hold(service, lease)

    monkeypatch.setattr(turns.TurnService, "hold", counted)
    while held < 5:
        assert (await replicas[1].services.assistant.find_live(*_place(chats[1]))) is not None
    gate.opened.set()
    assert (await said).is_ended


def _place(chat: Chat) -> tuple[str, UUID]:
    token = chat.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, options={"verify_signature": False})
    return str(claims["sub"]), chat.conversation_id


async def test_a_retry_on_another_replica_waits_for_the_first_answer(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=1)
    first = asyncio.create_task(chats[0].say(MANY, "m1"))
    await gate.reached.wait()
    second = asyncio.create_task(chats[1].say(MANY, "m1"))
    await asyncio.sleep(0)
    gate.opened.set()
    answers = await asyncio.gather(first, second)
    assert _parts(answers[0]) == _parts(answers[1])
    assert sorted(await titles_of(chats[0])) == ["a", "b", "c", "d", "e"]


async def test_a_conversation_that_is_deleted_meanwhile_ends_its_turn(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=1)
    said = asyncio.create_task(chats[0].say(MANY, "m1"))
    await gate.reached.wait()
    path = f"/api/v1/conversations/{chats[1].conversation_id}"
    assert (await chats[1].client.delete(path, headers=chats[1].headers)).status_code == 204
    gate.opened.set()
    assert not (await said).is_ended
    assert sorted(await titles_of(chats[0])) == ["a", "b"]
    assert (await chats[1].client.get(path, headers=chats[1].headers)).status_code == 404


async def test_r6_what_another_version_had_done_is_not_guessed_at(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "taskora_api.assistant.snapshot.take", lambda _: {"progress": {"from": "the future"}}
    )
    gate = Gate(monkeypatch, "add_tasks", free=1)
    await _say_and_die(replicas[0], chats[0], gate, "add a; add b")
    answer = await chats[1].say("add a; add b", "m1")
    assert answer.is_ended
    assert "cannot tell how far I had got" in answer.text
    assert await titles_of(chats[1]) == ["a"]


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
