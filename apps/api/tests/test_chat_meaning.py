"""Which task a sentence hits: never another one than was said (A3)."""

import httpx2
import pytest

from support.chat import Chat, add_tasks, titles_of
from taskora_api.assistant.resolver import Resolver


@pytest.fixture
def chat(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Chat:
    """A new conversation of the person of this test."""
    return Chat(client, signed_in)


@pytest.mark.parametrize(
    ("title", "said", "left"),
    [
        ("go to gym", "rename go to gym to swim", "swim"),
        ("go to gym", 'rename "go to gym" to "swim"', "swim"),
        ("go to gym", "rename “go to gym” to swim to shore", "swim to shore"),
        ("talk to Bob", "rename talk to Bob to talk to Alice", "talk to Alice"),
        ("talk to Bob today", "rename talk to Bob today to talk to Alice", "talk to Alice"),
        ("milk", 'rename milk to "bring milk to Sue"', "bring milk to Sue"),
        ("milk", "rename milk to say “hi”", "say “hi”"),
    ],
)
async def test_a_rename_is_cut_where_the_title_ends(
    chat: Chat, title: str, said: str, left: str
) -> None:
    await add_tasks(chat, "going out", title)
    await chat.say(said)
    assert sorted(await titles_of(chat)) == sorted(["going out", left])


async def test_a_place_is_renamed_whatever_the_new_title_holds(chat: Chat) -> None:
    await add_tasks(chat, "milk")
    await chat.say("list")
    await chat.say("rename 1 to go to the gym")
    assert await titles_of(chat) == ["go to the gym"]


async def test_a_deletion_said_again_does_not_hit_a_task_that_is_like_it(chat: Chat) -> None:
    await add_tasks(chat, "report", "annual report")
    await chat.say("delete report")
    again = await chat.say("delete report")
    assert again.tools == []
    assert again.text.startswith("Do you mean “annual report”?")
    assert await titles_of(chat) == ["annual report"]


async def test_a_completion_said_again_does_not_hit_a_task_that_is_like_it(chat: Chat) -> None:
    await add_tasks(chat, "report", "annual report")
    await chat.say("complete report")
    assert (await chat.say("complete report")).text == "“report” is already done."
    assert (await chat.say('complete the task "report"')).tools == []
    assert await titles_of(chat, "open") == ["annual report"]


async def test_a_title_that_is_done_is_renamed_before_an_open_one_that_is_like_it(
    chat: Chat,
) -> None:
    await add_tasks(chat, "report", "annual report")
    await chat.say("complete report")
    await chat.say("rename report to summary")
    assert sorted(await titles_of(chat)) == ["annual report", "summary"]


async def test_a_rename_with_many_cuts_is_matched_a_few_times_only(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_tasks(chat, "milk")
    asked = 0
    real = Resolver.may_mean_a_task

    def counted(self: Resolver, text: str) -> bool:
        nonlocal asked
        asked += 1
        return real(self, text)

    monkeypatch.setattr(Resolver, "may_mean_a_task", counted)
    await chat.say(("rename qzxkj" + " to qzxkj" * 250)[:2000])
    assert 0 < asked <= 8


@pytest.mark.parametrize(
    "said",
    ["postpone old by 2 days", "move old to 1800-01-01", "add older 1800-01-01"],
)
async def test_a_date_that_no_task_can_have_is_said_in_plain_words(chat: Chat, said: str) -> None:
    await add_tasks(chat, "old", dueOn="2999-12-31")
    answer = await chat.say(said)
    assert answer.text.startswith("A task can be due from 1900-01-01 to 2999-12-31")
    assert answer.tools == []
    assert await titles_of(chat) == ["old"]


async def test_both_answers_which_of_two(chat: Chat) -> None:
    await add_tasks(chat, "buy oat milk", "buy milk")
    await chat.say("complete milk")
    await chat.say("both")
    assert await titles_of(chat, "open") == []


async def test_a_word_that_is_like_a_title_deletes_nothing_unasked(chat: Chat) -> None:
    await add_tasks(chat, "clean kitchen")
    assert (await chat.say("clear kitchen")).tools == []


async def test_add_alone_is_asked_what(chat: Chat) -> None:
    assert (await chat.say("add")).text.startswith("What should I add?")
