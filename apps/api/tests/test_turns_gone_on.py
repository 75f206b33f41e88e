"""An answer that a process left behind is gone on with by any, and nothing is done twice (N9)."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from support.chat import Chat, add_tasks, titles_of
from support.replicas import Replica
from support.turns import held, messages_of, parts_of, say_and_die, text_of, until_left
from taskora_api.assistant import snapshot
from taskora_api.assistant.running_turn import RunningTurn

MANY = "add a; add b; add c; add d; add e"


async def test_what_a_killed_process_had_done_is_in_the_thread(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut = await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=2)
    assert not (await cut).is_ended
    await until_left(chats[1])
    _, answered = await messages_of(chats[1])
    done = [part["output"]["summary"] for part in answered["parts"] if "output" in part]
    assert done == ["Added “a”.", "Added “b”."]
    assert "This answer was cut off here" in text_of(answered)
    assert sorted(await titles_of(chats[1])) == ["a", "b"]


@pytest.mark.parametrize("free", range(5))
async def test_the_same_message_again_goes_on_and_does_nothing_twice(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
    free: int,
) -> None:
    cut = await say_and_die(monkeypatch, replicas[0], chats[0], MANY, free=free)
    answer = await chats[1].say(MANY, "m1")
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert answer.is_ended
    assert [output["summary"] for output in answer.outputs] == [f"Added “{t}”." for t in "abcde"]
    said = {0: "before anything was done", 1: "after 1 step."}.get(free, f"after {free} steps.")
    assert said in answer.text
    assert answer.text.endswith("Added “a”.\nAdded “b”.\nAdded “c”.\nAdded “d”.\nAdded “e”.")
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
    await until_left(chats[1])
    asked, _ = await messages_of(chats[1])
    answer = await chats[1].say(MANY, "m2" if is_typed else asked["id"])
    assert answer.is_ended
    assert "after 2 steps." in answer.text
    assert sorted(await titles_of(chats[1])) == ["a", "b", "c", "d", "e"]
    assert [message["role"] for message in await messages_of(chats[1])] == ["user", "assistant"]


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


async def test_a_question_that_was_answered_is_not_asked_again(
    chats: tuple[Chat, Chat],
    replicas: tuple[Replica, Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await add_tasks(chats[0], "a", "b")
    await chats[0].say("delete everything")
    await say_and_die(monkeypatch, replicas[0], chats[0], "yes", free=0, step="change_group")
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
    assert "cut off" in text_of((await messages_of(chats[1]))[1])
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
