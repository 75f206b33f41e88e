"""An answer that a process left behind is gone on with by any, and nothing is done twice (N9)."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from conftest import Headers
from support.chat import Chat, add_tasks, read_events, titles_of
from support.replicas import Replica
from support.turns import (
    alike,
    held,
    messages_of,
    parts_of,
    resume,
    say_and_die,
    stop,
    text_of,
)
from taskora_api.assistant import snapshot
from taskora_api.assistant.left_turns import LeftTurns
from taskora_api.assistant.plan import call_id_of
from taskora_api.assistant.running_turn import RunningTurn
from taskora_api.assistant.turn_tasks import derived_ids

MANY = "add a; add b; add c; add d; add e"


async def _undisturbed(replica: Replica, headers: dict[str, str], text: str, *there: str) -> str:
    """What somebody else is answered who says the same and whose process lives."""
    chat = Chat(replica.client, headers)
    await add_tasks(chat, *there)
    return alike(parts_of(await chat.say(text, "m1")))


@pytest.fixture
def other(headers: Headers, person: str) -> dict[str, str]:
    """The headers of somebody with a list of their own."""
    return headers(f"{person}-other")


@pytest.mark.parametrize("free", range(5))
async def test_an_answer_that_was_left_is_made_whole_for_whoever_reads_it(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    other: dict[str, str],
    free: int,
) -> None:
    cut = await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=free)
    assert not (await cut).is_ended
    assert [message["role"] for message in await messages_of(chats[1])] == ["user"]
    answer = read_events((await resume(chats[1])).text)
    assert answer.is_ended
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert alike(parts_of(answer)) == await _undisturbed(replicas[1], other, MANY)
    assert (await messages_of(chats[0]))[1]["parts"] == parts_of(answer)


@pytest.mark.parametrize("free", [0, 3])
async def test_the_same_message_again_goes_on_and_does_nothing_twice(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    other: dict[str, str],
    free: int,
) -> None:
    cut = await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=free)
    answer = await chats[1].say(MANY, "m1")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert answer.is_ended
    assert alike(parts_of(answer)) == await _undisturbed(replicas[1], other, MANY)
    assert answer.chunks[0] == (await cut).chunks[0]
    asked, answered = await messages_of(chats[0])
    assert answered["parts"] == parts_of(answer)
    assert text_of(asked) == MANY
    assert parts_of(await chats[0].say(MANY, "m1")) == parts_of(answer)


@pytest.mark.parametrize("is_typed", [False, True], ids=["by a page loaded anew", "typed anew"])
async def test_what_was_cut_off_goes_on_also_for_a_page_that_knows_only_what_is_kept(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    is_typed: bool,
) -> None:
    await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=2)
    (asked,) = await messages_of(chats[1])
    answer = await chats[1].say(MANY, "m2" if is_typed else asked["id"])
    assert answer.is_ended
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert [message["role"] for message in await messages_of(chats[1])] == ["user", "assistant"]


async def test_a_stop_that_its_process_died_of_is_heard_by_the_next_one(
    chats: tuple[Chat, Chat], replicas: tuple[Replica, Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=2)
    assert (await stop(chats[1])).status_code == 202
    answer = read_events((await resume(chats[1])).text)
    assert answer.text == (
        "Stopped. This had been done by then:\nAdded “a”.\nAdded “b”.\nThe rest was not done."
    )
    assert sorted(await titles_of(chats[1])) == ["a", "b"]


async def test_a_turn_that_nobody_reads_is_gone_on_with(
    chats: tuple[Chat, Chat], replicas: tuple[Replica, Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=2)
    assistant = replicas[1].assistant
    left = LeftTurns(replicas[1].services.tasks.database.engine, assistant.go_on, 0)
    while not await left.search():
        """The lease of the process that died has not ended."""
    while len(thread := await messages_of(chats[1])) == 1:
        """It is being made."""
    assert text_of(thread[1]).startswith("Added “a”.\nAdded “b”.\nAdded “c”.")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert not await left.search()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
async def test_tomorrow_is_that_of_who_said_it_also_for_the_next_process(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
) -> None:
    said = replace(chats[0], time_zone=zone)
    await say_and_die(
        monkeypatch, replicas[0], said, "add milk tomorrow; add eggs tomorrow", free=1
    )
    outputs = read_events((await resume(chats[1])).text).outputs
    first, second = (output["tasks"][0]["dueOn"] for output in outputs)
    assert first
    assert first == second


async def test_the_ids_of_calls_and_of_rows_come_from_the_turn_and_the_step(
    chats: tuple[Chat, Chat],
) -> None:
    answer = await chats[0].say("add a; add b; complete a", "m1")
    answer_id = UUID(answer.chunks[0]["messageId"])
    calls = [chunk for chunk in answer.chunks if chunk["type"] == "tool-input-available"]
    assert [call["toolCallId"] for call in calls] == [call_id_of(answer_id, n) for n in range(3)]
    for call, output in zip(calls, answer.outputs, strict=True):
        ids = derived_ids(answer_id, call["toolCallId"], 0)
        made = [str(next(ids)) for _ in range(2)]
        if call["toolName"] == "add_task":
            assert [output["tasks"][0]["id"], output["changeId"]] == made
        else:
            assert output["changeId"] == made[0]


async def test_a_message_again_under_the_id_that_it_is_kept_by_is_done_once(
    chats: tuple[Chat, Chat],
) -> None:
    answer = await chats[0].say("add a", "m1")
    asked, _ = await messages_of(chats[1])
    assert parts_of(await chats[1].say("add a", asked["id"])) == parts_of(answer)
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
async def test_a_call_whose_end_nobody_heard_of_is_not_made_again(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    other: dict[str, str],
    *,
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
    assert alike(parts_of(answer)) == await _undisturbed(replicas[1], other, text, "a")


async def test_a_question_that_was_answered_is_not_asked_again(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await add_tasks(chats[0], "a", "b")
    await chats[0].say("delete everything")
    await say_and_die(monkeypatch, replicas[0], chats[0], "yes", free=0, step="make")
    answer = await chats[1].say("yes", "m1")
    assert "Deleted 2 tasks" in answer.text
    assert await titles_of(chats[1]) == []


async def test_the_talk_can_go_on_without_what_was_cut_off_and_come_back_to_it(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await say_and_die(monkeypatch, replicas[0], chats[0], "add a; add b", free=1)
    await chats[1].say("add c", "m2")
    assert sorted(await titles_of(chats[1])) == ["a", "c"]
    await chats[1].say("add a; add b", "m1")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c"]
    thread = await messages_of(chats[1])
    assert [text_of(message).split("\n")[-1] for message in thread] == [
        "add a; add b",
        "Added “b”.",
        "add c",
        "Added “c”.",
    ]
    assert (await chats[1].say("complete it")).text == "Completed “c”.", "the newest is remembered"


async def test_a_process_that_was_only_asleep_does_nothing_twice(
    chats: tuple[Chat, Chat], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asleep(_turn: RunningTurn) -> None:
        """The lease is not renewed."""

    monkeypatch.setattr(RunningTurn, "renew", asleep)
    async with held(monkeypatch, chats[0], MANY, free=1) as slow:
        answer = await chats[1].say(MANY, "m1")
    assert not (await slow).is_ended
    assert sorted(await titles_of(chats[0])) == ["a", "b", "c", "d", "e"]
    assert (await messages_of(chats[0]))[1]["parts"] == parts_of(answer)


def _from_the_future(_: snapshot.Snapshot) -> snapshot.Snapshot:
    return {"progress": {"from": "the future"}}


def _with_another_name(taken: snapshot.Snapshot) -> snapshot.Snapshot:
    progress = {**taken["progress"], "left": taken["progress"]["intents_left"]}
    del progress["intents_left"]
    return {**taken, "progress": progress}


@pytest.mark.parametrize("change", [_from_the_future, _with_another_name])
async def test_what_another_version_had_done_is_not_guessed_at(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[snapshot.Snapshot], snapshot.Snapshot],
) -> None:
    take = snapshot.take
    monkeypatch.setattr(
        "taskora_api.assistant.snapshot.take", lambda context: change(take(context))
    )
    await say_and_die(monkeypatch, replicas[0], chats[0], "add a; add b", free=1)
    answer = await chats[1].say("add a; add b", "m1")
    assert answer.is_ended
    assert "cannot tell how far I had got" in answer.text
    assert await titles_of(chats[1]) == ["a"]
