"""Numbers, "it" and "yes" mean what the person has before their eyes, or are asked about."""

import httpx2
import pytest

from support.chat import TASKS, Answer, Chat, add_tasks, read_events, titles_of


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


async def _say(chat: Chat, text: str, last_shown: str | None) -> Answer:
    """Say something on a page whose last answer is the one given."""
    body = {
        "conversationId": str(chat.conversation_id),
        "text": text,
        "lastMessageId": last_shown,
    }
    response = await chat.client.post("/api/v1/chat", json=body, headers=chat.headers)
    assert response.status_code == 200, response.text
    return read_events(response.text)


def _id_of(answer: Answer) -> str:
    return str(answer.chunks[0]["messageId"])


async def _open(chat: Chat) -> list[str]:
    return sorted(await titles_of(chat, "open"))


@pytest.mark.parametrize("said", ["mark the first one as done", "complete 1", "delete the last"])
async def test_a_number_without_a_list_is_asked_about(chat: Chat, said: str) -> None:
    await add_tasks(chat, "a", "b")
    asked = await chat.say(said)
    assert "Which one should I" in asked.text
    assert asked.tools == []
    assert len(await titles_of(chat, "open")) == 2


async def test_the_numbers_of_a_question_are_those_of_its_candidates(chat: Chat) -> None:
    await add_tasks(chat, "a", "b")
    asked = await chat.say("complete 1")
    second = next(line for line in asked.text.splitlines() if line.startswith("2."))
    await chat.say("2")
    (left,) = await titles_of(chat, "open")
    assert f"“{left}”" not in second


async def test_a_list_that_has_moved_out_of_sight_is_asked_about(chat: Chat) -> None:
    await add_tasks(chat, "a", "b")
    first = (await chat.say("list")).listed[0]
    for _ in range(15):
        await chat.say("thanks")
    assert (await chat.say("complete 1")).text.startswith(f"Do you mean “{first}”?")
    assert len(await titles_of(chat, "open")) == 2
    await chat.say("yes")
    assert await titles_of(chat, "done") == [first]


@pytest.mark.parametrize("change", ["add", "delete", "complete"])
async def test_a_list_that_was_changed_elsewhere_is_asked_about(chat: Chat, change: str) -> None:
    for title, day in (("a", "2030-01-01"), ("b", "2030-01-02"), ("c", "2030-01-03")):
        await add_tasks(chat, title, dueOn=day)
    await chat.say("list")
    first = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"][0]
    path = f"{TASKS}/{first['id']}"
    if change == "add":
        await add_tasks(chat, "above", dueOn="2029-01-01")
    elif change == "delete":
        await chat.client.delete(path, headers=chat.headers)
    else:
        await chat.client.patch(path, json={"completed": True}, headers=chat.headers)
    assert (await chat.say("complete 2")).text.startswith("Do you mean “b”?")
    assert "b" in await titles_of(chat, "open")


async def test_what_this_conversation_changes_makes_its_list_no_stranger(chat: Chat) -> None:
    await add_tasks(chat, "a", "b", "c")
    listed = (await chat.say("list")).listed
    for number, title in enumerate(listed, start=1):
        assert (await chat.say(f"complete {number}")).text == f"Completed “{title}”."


async def test_it_is_asked_about_when_a_list_was_shown_since(chat: Chat) -> None:
    await chat.say("add milk")
    await add_tasks(chat, "eggs")
    await chat.say("list")
    assert (await chat.say("delete it")).text.startswith("Do you mean “milk”?")
    assert len(await titles_of(chat)) == 2


async def test_it_is_asked_about_when_it_was_long_ago(chat: Chat) -> None:
    await chat.say("add milk")
    for _ in range(15):
        await chat.say("thanks")
    assert (await chat.say("delete it")).text.startswith("Do you mean “milk”?")


async def test_them_are_the_tasks_of_the_list_just_shown(chat: Chat) -> None:
    await add_tasks(chat, "a", "b", dueOn="2020-01-01")
    await add_tasks(chat, "c")
    await chat.say("what is overdue?")
    assert (await chat.say("complete them")).outputs[0]["total"] == 2
    await chat.say("yes")
    assert await _open(chat) == ["c"]


@pytest.mark.parametrize("said", ["delete it", "complete that", "rename it to x"])
async def test_it_is_what_this_page_shows(chat: Chat, said: str) -> None:
    seen = await _say(chat, "add tab two task", None)
    await _say(chat, "add tab one task", _id_of(seen))
    asked = await _say(chat, said, _id_of(seen))
    assert asked.text.startswith("Do you mean “tab one task”?")
    assert await _open(chat) == ["tab one task", "tab two task"]


async def test_a_yes_counts_only_where_the_question_is_shown(chat: Chat) -> None:
    seen = await _say(chat, "hello", None)
    await add_tasks(chat, "a", "b")
    asked = await _say(chat, "delete everything", _id_of(seen))
    elsewhere = await _say(chat, "yes", _id_of(seen))
    assert "went on in another window" in elsewhere.text
    assert "This would delete 2 tasks" in elsewhere.text
    assert elsewhere.tools == []
    assert await _open(chat) == ["a", "b"]
    # That page shows the question now, and the other one does not show that it was asked again.
    assert (await _say(chat, "yes", _id_of(asked))).tools == []
    assert (await _say(chat, "yes", None)).tools == []


async def test_the_page_that_shows_all_acts_at_once(chat: Chat) -> None:
    added = await _say(chat, "add milk", None)
    done = await _say(chat, "complete it", _id_of(added))
    assert done.text == "Completed “milk”."
    undone = await _say(chat, "undo", _id_of(done))
    assert await _open(chat) == ["milk"]
    asked = await _say(chat, "undo", _id_of(done))
    assert _id_of(undone) != _id_of(done)
    assert asked.outputs[0]["outcome"] == "unconfirmed"
    assert await _open(chat) == ["milk"]


@pytest.mark.parametrize("bad", ["", "x" * 65, "a b", "\n"])
async def test_an_id_that_is_none_is_refused(chat: Chat, bad: str) -> None:
    body = {"conversationId": str(chat.conversation_id), "text": "list", "lastMessageId": bad}
    response = await chat.client.post("/api/v1/chat", json=body, headers=chat.headers)
    assert response.status_code == 422
