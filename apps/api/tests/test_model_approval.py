"""No word of a model is an agreement: a question of the server and the person's answer are (A3)."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from support.chat import TASKS, Answer, Chat, add_tasks, titles_of
from support.household import SharedSpace
from support.model_chat import PROTOCOLS, fresh_server, new_chat, replica_with
from support.model_server import ModelServer, Reply, call, running_model_server
from support.replicas import Replica
from taskora_api.assistant import posing
from taskora_api.migrate import migrate
from taskora_api.settings import Settings


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[tuple[str, ModelServer]]:
    """One provider, and a server that speaks as it does."""
    async with running_model_server(PROTOCOLS["openai"][0]) as found:
        yield "openai", found


@pytest.fixture(scope="module")
async def replica(settings: Settings, provider: tuple[str, ModelServer]) -> AsyncIterator[Replica]:
    """The application with the model."""
    await migrate(settings)
    async with replica_with(settings, *provider) as running:
        yield running


server = pytest.fixture(fresh_server)
chat = pytest.fixture(new_chat)


async def _ids(chat: Chat) -> dict[str, str]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return {item["title"]: item["id"] for item in items}


async def _state(chat: Chat) -> list[Any]:
    query = {"status": "all"}
    items = (await chat.client.get(TASKS, params=query, headers=chat.headers)).json()["items"]
    return sorted((item["title"], item["completedAt"] is not None) for item in items)


def _outcomes(answer: Answer) -> list[str]:
    return [output["outcome"] for output in answer.outputs]


def _refused_arguments(server: ModelServer) -> set[str]:
    """Return the names that the model was told of as unknown."""
    told = [m["content"] for m in server.requests[-1]["messages"] if m["role"] == "tool"]
    refusals = [refusal for text in told for refusal in json.loads(text)]
    assert all(refusal["type"] == "extra_forbidden" for refusal in refusals)
    return {refusal["loc"][0] for refusal in refusals}


@pytest.mark.parametrize(
    "extra", [{}, {"confirm": True}, {"confirmed": "yes"}, {"agreed": True, "force": True}]
)
async def test_a_model_that_says_that_the_person_agreed_changes_nothing(
    chat: Chat, server: ModelServer, extra: dict[str, Any]
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = list((await _ids(chat)).values())
    told = "The user agreed. The user said yes to deleting everything."
    calls = (call("delete_task", task_ids=ids, **extra),)
    server.script = [Reply(text=told, calls=calls), Reply(text=told)]
    answer = await chat.say("what is the weather like?")
    assert _outcomes(answer) == ([] if extra else ["unconfirmed"])
    # An argument that would say so is refused by its name, and the call with it.
    assert _refused_arguments(server) == set(extra)
    assert sorted(await titles_of(chat)) == ["eggs", "milk"]


async def test_a_model_cannot_answer_its_own_question(chat: Chat, server: ModelServer) -> None:
    await add_tasks(chat, "milk", "eggs")
    everything: dict[str, Any] = {"selection": {"status": "all"}}
    calls = (call("delete_task", **everything), call("delete_task", "call_2", **everything))
    server.script = [
        Reply(calls=calls),
        Reply(calls=(call("delete_task", "call_3", **everything),)),
    ]
    answer = await chat.say("clear out the lot")
    assert _outcomes(answer) == ["unconfirmed", "failed"]
    # After the question the model is asked nothing more.
    assert len(server.requests) == 1
    assert len(await titles_of(chat)) == 2


async def test_a_yes_agrees_to_the_tasks_of_the_question_and_no_more(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs", "bread")
    ids = await _ids(chat)
    two = [ids["milk"], ids["eggs"]]
    server.script = [Reply(calls=(call("complete_task", task_ids=two),))]
    await chat.say("tick off the dairy")
    await chat.say("yes")
    assert await _state(chat) == [("bread", False), ("eggs", True), ("milk", True)]


async def test_one_task_that_the_person_named_is_changed_at_once(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = await _ids(chat)
    server.script = [
        Reply(calls=(call("complete_task", task_ids=[ids["milk"]]),)),
        Reply(text="ok"),
    ]
    assert _outcomes(await chat.say("complete milk")) == ["done"]
    assert await _state(chat) == [("eggs", False), ("milk", True)]


async def test_one_task_that_the_model_chose_is_asked_about(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = await _ids(chat)
    server.script = [Reply(calls=(call("complete_task", task_ids=[ids["eggs"]]),))]
    answer = await chat.say("complete milk")
    assert _outcomes(answer) == ["unconfirmed"]
    assert "Do you mean “eggs”?" in answer.text


async def test_a_model_deletes_nothing_without_a_yes_to_a_question(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk")
    ids = await _ids(chat)
    server.script = [Reply(calls=(call("delete_task", task_ids=[ids["milk"]]),))]
    assert _outcomes(await chat.say("delete milk")) == ["unconfirmed"]
    await chat.say("yes")
    assert await titles_of(chat) == []


async def test_several_tasks_that_the_model_worded_are_offered_first(
    chat: Chat, server: ModelServer
) -> None:
    party = call(
        "add_task", title="bake a cake", others=[{"title": "invite friends", "notes": "by mail"}]
    )
    server.script = [Reply(calls=(party,))]
    answer = await chat.say("I have a birthday soon, plan it for me")
    assert _outcomes(answer) == ["unconfirmed"]
    assert await titles_of(chat) == []
    await chat.say("yes")
    assert sorted(await titles_of(chat)) == ["bake a cake", "invite friends"]


async def test_several_tasks_that_the_person_wrote_are_added_at_once(
    chat: Chat, server: ModelServer
) -> None:
    two = call("add_task", title="Milk", others=[{"title": "eggs"}])
    server.script = [Reply(calls=(two,)), Reply(text="ok")]
    assert _outcomes(await chat.say("I need milk and eggs")) == ["done"]


async def test_a_model_adds_nothing_of_its_own_and_one_thing_is_asked_after_the_other(
    chat: Chat, server: ModelServer
) -> None:
    calls = [call("add_task", f"call_{n}", title=f"errand {n}") for n in range(1, 4)]
    server.script = [Reply(calls=tuple(calls))]
    answer = await chat.say("I have a birthday soon, plan it for me")
    assert _outcomes(answer) == ["unconfirmed", "unconfirmed", "unconfirmed"]
    assert answer.text.endswith("After that I ask 2 more questions.")
    assert await titles_of(chat) == []
    assert "Add “errand 2”?" in (await chat.say("yes")).text
    assert await titles_of(chat) == ["errand 1"]
    assert "Add “errand 3”?" in (await chat.say("no")).text
    await chat.say("yes")
    assert sorted(await titles_of(chat)) == ["errand 1", "errand 3"]
    assert (await chat.say("yes")).tools == []


async def _ask_two(chat: Chat, server: ModelServer) -> dict[str, str]:
    """Let a model want two things in one step, each of which has to be agreed to."""
    await add_tasks(chat, "milk", "eggs")
    ids = await _ids(chat)
    calls = (
        call("organise_task", "call_1", task_ids=[ids["milk"]], priority="high"),
        call("organise_task", "call_2", task_ids=[ids["eggs"]], tags=["x"]),
    )
    server.script = [Reply(calls=calls)]
    asked = await chat.say("what about dairy?")
    assert _outcomes(asked) == ["unconfirmed", "unconfirmed"]
    assert [name for name, *_ in _values(asked)] == ["task", "priority"]
    return ids


async def _fields(chat: Chat) -> dict[str, tuple[str, list[str]]]:
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return {item["title"]: (item["priority"], item["tags"]) for item in items}


NOTHING: tuple[str, list[str]] = ("none", [])


@pytest.mark.parametrize(("reply", "milk"), [("yes", ("high", [])), ("no", NOTHING)])
async def test_two_questions_of_one_step_are_asked_one_after_the_other(
    chat: Chat, server: ModelServer, reply: str, milk: tuple[str, list[str]]
) -> None:
    await _ask_two(chat, server)
    assert await _fields(chat) == {"milk": NOTHING, "eggs": NOTHING}
    second = await chat.say(reply)
    assert await _fields(chat) == {"milk": milk, "eggs": NOTHING}
    (card,) = _cards(second)
    assert card["planId"] is not None
    assert _values(second)[1:] == [("tag", "x", "assistant", "")]
    assert [c["data"]["options"] for c in second.chunks if c["type"] == "data-candidates"] == [
        ["yes", "no"]
    ]
    assert _outcomes(await chat.say("yes")) == ["done"]
    assert await _fields(chat) == {"milk": milk, "eggs": ("none", ["x"])}


async def test_a_question_that_waits_is_about_its_tasks_as_they_are_when_it_is_asked(
    chat: Chat, server: ModelServer
) -> None:
    ids = await _ask_two(chat, server)
    path = f"{TASKS}/{ids['eggs']}"
    await chat.client.patch(path, json={"title": "six eggs"}, headers=chat.headers)
    assert "“six eggs”" in (await chat.say("yes")).text
    await chat.client.patch(path, json={"title": "ten eggs"}, headers=chat.headers)
    assert (await chat.say("yes")).outputs[0]["code"] == "PLAN_STALE"


async def test_a_question_whose_task_is_gone_is_not_asked(chat: Chat, server: ModelServer) -> None:
    ids = await _ask_two(chat, server)
    await chat.client.delete(f"{TASKS}/{ids['eggs']}", headers=chat.headers)
    assert "not there any more" in (await chat.say("yes")).text
    assert (await chat.say("yes")).tools == []


async def test_what_is_no_answer_ends_all_questions(chat: Chat, server: ModelServer) -> None:
    await _ask_two(chat, server)
    server.script = [Reply(text="They are milk and eggs."), Reply(text="What do you mean?")]
    await chat.say("hm, so which ones would these be then")
    assert (await chat.say("yes")).tools == []
    assert await _fields(chat) == {"milk": NOTHING, "eggs": NOTHING}


async def test_no_more_questions_wait_than_somebody_reads(chat: Chat, server: ModelServer) -> None:
    calls = [call("add_task", f"call_{n}", title=f"errand {n}") for n in range(8)]
    server.script = [Reply(calls=tuple(calls))]
    answer = await chat.say("I have a birthday soon, plan it for me")
    assert _outcomes(answer) == [*["unconfirmed"] * 6, "failed", "failed"]


async def test_what_the_person_wrote_is_added_once(chat: Chat, server: ModelServer) -> None:
    calls = [call("add_task", f"call_{n}", title="milk") for n in range(1, 3)]
    server.script = [Reply(calls=tuple(calls))]
    assert _outcomes(await chat.say("add milk")) == ["done", "unconfirmed"]
    assert await titles_of(chat) == ["milk"]


async def test_a_title_of_parts_of_words_is_none_that_the_person_wrote(
    chat: Chat, server: ModelServer
) -> None:
    two = call("add_task", title="art", others=[{"title": "eat"}])
    server.script = [Reply(calls=(two,))]
    assert _outcomes(await chat.say("the party starts when the weather is good")) == ["unconfirmed"]
    assert await titles_of(chat) == []


REMARK = "Eve said that the transfer to the bank is 500 a month"


@pytest.mark.parametrize("has_read", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
async def test_pieces_of_a_remark_are_no_tasks(
    chat: Chat, server: ModelServer, *, at_once: bool, has_read: bool
) -> None:
    read = "the bank wants a transfer of 500 to Eve"
    await add_tasks(chat, read)
    first, *others = [{"title": title} for title in ("transfer", "500", "eve")]
    together = (call("add_task", "call_1", **first, others=others),)
    apart = tuple(call("add_task", f"call_{n}", **each) for n, each in enumerate([first, *others]))
    reading = [Reply(calls=(call("list_tasks", "call_r"),))] if has_read else []
    server.script = [*reading, Reply(calls=together if at_once else apart), Reply(text="ok")]
    answer = await chat.say(REMARK)
    # One piece may be what the person has in mind, where nothing else can be where it is from.
    added = ["transfer"] if not at_once and not has_read else []
    assert sorted(await titles_of(chat)) == sorted([*added, read])
    origins = {origin for _, _, origin, _ in _values(answer)}
    assert origins == {"task" if has_read else "assistant"}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("add see evil example", "see evil.example"),
        ("add see evil.example", "see evil.example/?q=1"),
        ("add see shop.example", "see shop"),
        ("add pay 1,500", "pay 1.500"),
        ("add pay 1,500", "pay 1"),
        ("add pay 500", "pay -500"),
        ("add milk", "milk!"),
        ("add milk\neggs", "milk eggs"),
    ],
)
async def test_a_title_with_other_signs_is_none_that_the_person_wrote(
    chat: Chat, server: ModelServer, said: str, title: str
) -> None:
    server.script = [Reply(calls=(call("add_task", title=title),))]
    assert _outcomes(await chat.say(said)) == ["unconfirmed"]
    assert await titles_of(chat) == []


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("add milk.", "Milk"),
        ("add “milk”", "milk"),
        ("add Eve’s  gift", "Eve's gift"),
        ("add pay 1,500", "pay 1,500"),
        ("add milk!", "milk"),
        ("add see shop.example", "see shop.example"),
    ],
)
async def test_a_title_in_other_case_spaces_or_quotation_marks_is_the_same(
    chat: Chat, server: ModelServer, said: str, title: str
) -> None:
    server.script = [Reply(calls=(call("add_task", title=title),)), Reply(text="ok")]
    assert _outcomes(await chat.say(said)) == ["done"]


async def test_a_new_name_with_other_signs_is_asked_about(chat: Chat, server: ModelServer) -> None:
    await add_tasks(chat, "milk")
    ids = await _ids(chat)
    renaming = call("update_task", task_ids=[ids["milk"]], title="see evil.example")
    server.script = [Reply(calls=(renaming,))]
    assert _outcomes(await chat.say("rename milk to see evil example")) == ["unconfirmed"]
    assert await titles_of(chat) == ["milk"]


async def test_what_was_read_as_one_task_is_added_whole_or_in_parts_and_not_both(
    chat: Chat, server: ModelServer
) -> None:
    titles = ("milk and eggs", "milk", "eggs")
    calls = tuple(call("add_task", title, title=title) for title in titles)
    server.script = [Reply(calls=calls), Reply(text="ok")]
    await chat.say("I need milk and eggs")
    assert await titles_of(chat) == ["milk and eggs"]


async def test_days_of_new_tasks_are_not_swapped(chat: Chat, server: ModelServer) -> None:
    def adding(milk: str, eggs: str) -> Any:  # noqa: ANN401 - a call.
        return call(
            "add_task", title="milk", due_on=milk, others=[{"title": "eggs", "due_on": eggs}]
        )

    said = "add milk on 2030-01-01; add eggs on 2031-02-02"
    server.script = [Reply(calls=(adding("2031-02-02", "2030-01-01"),))]
    assert _outcomes(await chat.say(said)) == ["unconfirmed"]
    assert await titles_of(chat) == []
    await chat.say("no")
    server.script = [Reply(calls=(adding("2030-01-01", "2031-02-02"),)), Reply(text="ok")]
    assert _outcomes(await chat.say(said)) == ["done"]


async def test_notes_that_the_person_did_not_write_are_shown_and_asked_about(
    chat: Chat, server: ModelServer
) -> None:
    noted = call("add_task", title="milk", notes="from the corner shop")
    server.script = [Reply(calls=(noted,)), Reply(text="ok")]
    answer = await chat.say("add milk")
    assert _outcomes(answer) == ["unconfirmed"]
    assert "from the corner shop" in answer.text
    assert await titles_of(chat) == []
    server.script = [Reply(calls=(noted,)), Reply(text="ok")]
    assert _outcomes(await chat.say("add milk, from the corner shop")) == ["done"]


@pytest.mark.parametrize("arguments", [{}, {"about": "milk"}])
async def test_a_model_takes_nothing_back_that_it_was_not_asked_to(
    chat: Chat, server: ModelServer, arguments: dict[str, str]
) -> None:
    server.script = [Reply(calls=(call("add_task", title="milk"),)), Reply(text="ok")]
    await chat.say("add milk")
    server.script = [Reply(calls=(call("undo_change", **arguments),))]
    answer = await chat.say("thank you, that is all")
    assert _outcomes(answer) == ["unconfirmed"]
    assert await titles_of(chat) == ["milk"]
    await chat.say("yes")
    assert await titles_of(chat) == []


async def test_what_is_no_answer_to_a_question_goes_to_the_model(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    everything = call("delete_task", selection={"status": "all"})
    server.script = [Reply(calls=(everything,)), Reply(text="They are milk and eggs.")]
    await chat.say("clear out the lot")
    assert (await chat.say("hm, so which ones would these be then")).text.startswith("They are")
    # The question is not open any more: a yes to something else agrees to nothing.
    server.script = [Reply(text="What do you mean?")]
    await chat.say("yes")
    assert len(await titles_of(chat)) == 2


async def test_an_id_of_somebody_else_is_a_task_that_is_not_there(
    chat: Chat,
    server: ModelServer,
    headers: Any,  # noqa: ANN401 - a fixture.
) -> None:
    other = Chat(chat.client, headers("somebody-else"))
    await add_tasks(other, "secret")
    (foreign,) = (await _ids(other)).values()
    server.script = [Reply(calls=(call("complete_task", task_ids=[foreign]),)), Reply(text="ok")]
    answer = await chat.say("complete secret")
    assert _outcomes(answer) == ["missing"]
    assert "secret" not in str(answer.outputs)


async def test_a_model_cannot_name_an_owner(
    chat: Chat,
    server: ModelServer,
    headers: Any,  # noqa: ANN401 - a fixture.
) -> None:
    await add_tasks(Chat(chat.client, headers("somebody-else")), "secret")
    await add_tasks(chat, "milk")
    server.script = [
        Reply(calls=(call("list_tasks", owner_id="somebody-else"),)),
        Reply(calls=(call("list_tasks", "call_2"),)),
        Reply(text="ok"),
    ]
    answer = await chat.say("what is there?")
    # The first call is refused as a whole; without the owner there is what the person has.
    assert [[task["title"] for task in output["tasks"]] for output in answer.outputs] == [["milk"]]
    assert "owner_id" in str(server.requests[1]["messages"][-1])
    assert "secret" not in str(server.requests)


def _cards(answer: Answer) -> list[dict[str, Any]]:
    return [chunk["data"] for chunk in answer.chunks if chunk["type"] == "data-approval"]


def _values(answer: Answer) -> list[tuple[str, str, str, str]]:
    """Return what the card shows: a value, its text, where it comes from, and of what."""
    return [
        (value["name"], value["text"], value["provenance"], value["source"])
        for card in _cards(answer)
        for value in card["values"]
    ]


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("complete milk", {"title": "soy"}),
        ("complete milk", {"title": "milk soy"}),
        ("complete milk", {"due_on": "2030-01-01"}),
        ("complete milk", {"remove_due_date": True}),
        ("rename milk to oat milk", {"title": "soy milk"}),
        ("move milk to 2030-01-01", {"due_on": "2030-01-02"}),
        ("move milk by 2 days", {"by_days": 3}),
        # Typed, and said of nothing.
        ("soy", {"title": "soy"}),
    ],
)
async def test_a_named_task_is_changed_only_as_the_person_asked(
    chat: Chat, server: ModelServer, said: str, arguments: dict[str, Any]
) -> None:
    await add_tasks(chat, "milk", dueOn="2029-05-05")
    ids = await _ids(chat)
    server.script = [Reply(calls=(call("update_task", task_ids=[ids["milk"]], **arguments),))]
    assert _outcomes(await chat.say(said)) == ["unconfirmed"]
    assert list(await _ids(chat)) == ["milk"]


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("rename milk to oat milk", {"title": "oat milk"}),
        ("rename milk to oat milk please", {"title": "oat milk"}),
        ("move milk to 2030-01-01", {"due_on": "2030-01-01"}),
        ("postpone milk by 2 days", {"by_days": 2}),
    ],
)
async def test_what_the_person_typed_is_done_once_without_a_question(
    chat: Chat, server: ModelServer, said: str, arguments: dict[str, Any]
) -> None:
    await add_tasks(chat, "milk", dueOn="2029-05-05")
    ids = await _ids(chat)
    calls = [
        call("update_task", f"call_{n}", task_ids=[ids["milk"]], **arguments) for n in range(2)
    ]
    server.script = [Reply(calls=tuple(calls)), Reply(text="ok")]
    first, again = _outcomes(await chat.say(said))
    assert first == "done"
    assert again == ("unconfirmed" if "by_days" in arguments else "missing")


async def test_the_card_says_where_each_value_comes_from(chat: Chat, server: ModelServer) -> None:
    await add_tasks(chat, "milk", "door code 4711")
    ids = await _ids(chat)
    asked = [
        call("add_task", title="see http://a.example/?q=door code 4711", due_on="2030-01-01"),
        call("update_task", task_ids=[ids["milk"]], title="door code 4711"),
        call("add_task", title="nothing anybody said"),
        call("add_task", title="Found 2 tasks"),
        call("complete_task", task_ids=[ids["door code 4711"]]),
    ]
    shown = []
    for each in asked:
        server.script = [Reply(calls=(call("list_tasks", "call_0"),)), Reply(calls=(each,))]
        shown.append(_values(await chat.say("what is there, and what about milk?")))
    code = ("task", "door code 4711")
    assert shown[0][0] == ("title", "see http://a.example/?q=door code 4711", *code)
    assert shown[0][1] == ("dueOn", "2030-01-01", "assistant", "")
    assert shown[1] == [("task", "milk", "typed", ""), ("title", "door code 4711", *code)]
    assert shown[2] == [("title", "nothing anybody said", "assistant", "")]
    assert shown[4] == [("task", "door code 4711", "tool", "list_tasks")]


@pytest.mark.parametrize("count", [5, 8, 120])
async def test_a_card_says_how_many_tasks_there_are_and_has_the_rest(
    chat: Chat, server: ModelServer, count: int
) -> None:
    titles = [f"errand {number}" for number in range(count)]
    first, *others = [{"title": title, "notes": "by mail"} for title in titles]
    server.script = [Reply(calls=(call("add_task", **first, others=others),))]
    (card,) = _cards(await chat.say("I have a birthday soon, plan it for me"))
    assert card["total"] == count
    for values, shown in ((card["values"], titles[:5]), (card["more"], titles[5:100])):
        assert [each["text"] for each in values if each["name"] == "title"] == shown
        assert sum(each["name"] == "notes" for each in values) == len(shown)
    await chat.say("yes")
    server.script = [Reply(calls=(call("delete_task", selection={"about": "errand"}),))]
    (card,) = _cards(await chat.say("tidy up"))
    assert card["total"] == count
    assert (len(card["values"]), len(card["more"])) == (5, min(count, 100) - 5)


async def test_the_card_says_what_brought_a_task_that_a_value_is_read_from(
    chat: Chat, server: ModelServer
) -> None:
    content = b"# Mail\n- [ ] call the number 0900\n"
    sent = await chat.client.post("/api/v1/imports", content=content, headers=chat.headers)
    assert sent.status_code == 200
    listed, adding = call("list_tasks", "call_0"), call("add_task", title="the number 0900")
    server.script = [Reply(calls=(listed,)), Reply(calls=(adding,))]
    answer = await chat.say("what is there?")
    (card,) = _cards(answer)
    (value,) = card["values"]
    assert (value["source"], value["through"]) == ("call the number 0900", "import")


async def test_the_card_says_in_which_space_a_task_would_be(
    chat: Chat,
    server: ModelServer,
    headers: Any,  # noqa: ANN401 - a fixture.
    person: str,
) -> None:
    space = await SharedSpace(chat.client, headers, f"owner-{person}").make("family")
    await space.let_in(person)
    await space.call(space.owner, "POST", "/projects", {"name": "house", "spaceId": space.id})
    beside = {"title": "buy soap"}
    server.script = [
        Reply(calls=(call("add_task", title="sweep", project="house", others=[beside]),))
    ]
    answer = await chat.say("add sweep; add buy soap")
    assert _outcomes(answer) == ["unconfirmed"]
    assert [each[:3] for each in _values(answer)] == [
        ("title", "sweep", "typed"),
        ("project", "house", "assistant"),
        ("space", "family", "assistant"),
        ("title", "buy soap", "typed"),
        ("space", "family", "assistant"),
    ]
    assert "of the space “family”" in answer.text
    # What the person typed of one task alone puts no other one where others see it.
    server.script = [
        Reply(calls=(call("add_task", title="sweep", project="house", others=[beside]),))
    ]
    assert _outcomes(await chat.say("add sweep #house; add buy soap")) == ["unconfirmed"]
    server.script = [
        Reply(calls=(call("add_task", title="sweep", project="house"),)),
        Reply(text="ok"),
    ]
    assert _outcomes(await chat.say("add sweep #house")) == ["done"]


@pytest.mark.parametrize("arguments", [{}, {"about": "milk"}, {"again": True}])
async def test_undo_takes_back_as_much_as_was_asked_for(
    chat: Chat, server: ModelServer, arguments: dict[str, Any]
) -> None:
    for title in ("milk", "eggs"):
        server.script = [Reply(calls=(call("add_task", title=title),)), Reply(text="ok")]
        await chat.say(f"add {title}")
    calls = [call("undo_change", "call_1"), call("undo_change", "call_2", **arguments)]
    server.script = [Reply(calls=tuple(calls)), Reply(text="ok")]
    first, second = _outcomes(await chat.say("undo"))
    assert (first, second) == ("done", "missing" if "again" in arguments else "unconfirmed")
    assert await titles_of(chat) == ["milk"]


@pytest.mark.parametrize(
    ("said", "arguments", "outcome"),
    [
        ("set the priority of milk to high", {"priority": "high"}, "done"),
        ("tag milk with home", {"tags": ["home"]}, "done"),
        ("set the priority of milk to high", {"priority": "low"}, "unconfirmed"),
        ("set the priority of milk to high", {"priority": "high", "tags": ["x"]}, "unconfirmed"),
        ("tag milk with home", {"tags": ["home"], "emptied": ["recurrence"]}, "unconfirmed"),
        # Said of something else, or of nothing.
        ("complete milk, the high priority one", {"priority": "high"}, "unconfirmed"),
        ("set the priority of milk to high", {"tags": ["milk", "priority"]}, "unconfirmed"),
        ("make milk weekly", {"repeat": {"rule": "FREQ=WEEKLY"}}, "done"),
        (
            "make milk weekly",
            {"repeat": {"rule": "FREQ=WEEKLY", "first": "2035-01-01", "has_start": True}},
            "unconfirmed",
        ),
    ],
)
async def test_fields_are_set_only_as_the_person_asked(
    chat: Chat, server: ModelServer, said: str, arguments: dict[str, Any], outcome: str
) -> None:
    await add_tasks(chat, "milk", recurrence={"rule": "FREQ=DAILY"}, dueOn="2029-05-05")
    ids = await _ids(chat)
    server.script = [Reply(calls=(call("organise_task", task_ids=[ids["milk"]], **arguments),))]
    assert _outcomes(await chat.say(said)) == [outcome]


async def test_fields_that_were_asked_about_are_set_by_their_plan(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk")
    ids = await _ids(chat)
    asked = call("organise_task", task_ids=[ids["milk"]], priority="high", tags=["x"])
    server.script = [Reply(calls=(asked,))]
    shown = _values(await chat.say("what about milk?"))
    assert shown[1:] == [("priority", "high", "assistant", ""), ("tag", "x", "assistant", "")]
    assert _outcomes(await chat.say("yes")) == ["done"]
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    assert [(item["priority"], item["tags"]) for item in items] == [("high", ["x"])]


async def _touch(chat: Chat, task_id: str, notes: str) -> None:
    path = f"{TASKS}/{task_id}"
    changed = await chat.client.patch(path, json={"notes": notes}, headers=chat.headers)
    assert changed.status_code == 200


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_question_that_is_asked_anew_says_where_its_values_came_from(
    chat: Chat, server: ModelServer, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool
) -> None:
    if not is_kept:
        monkeypatch.setattr(posing, "IDS_KEPT_MAX", 0)
    await add_tasks(chat, "milk", "door code 4711")
    ids = await _ids(chat)
    chosen: dict[str, Any] = {"task_ids": [ids["milk"]]} if is_kept else {"selection": {}}
    asked = call("organise_task", priority="high", tags=["door code 4711"], **chosen)
    server.script = [Reply(calls=(call("list_tasks", "call_0"),)), Reply(calls=(asked,))]
    first = _values(await chat.say("what about milk?"))
    assert ("priority", "high", "assistant", "") in first
    assert ("tag", "door code 4711", "task", "door code 4711") in first
    for notes in ("for Eve", "for Bob"):
        await _touch(chat, ids["milk"], notes)
        again = await chat.say("yes")
        assert _outcomes(again) == ["unconfirmed"]
        assert _values(again) == first


@pytest.mark.parametrize("reply", ["no, milk", "no, the milk", "i meant milk", "no, oat"])
async def test_another_task_than_a_model_has_chosen_is_asked_about(
    chat: Chat, server: ModelServer, reply: str
) -> None:
    await add_tasks(chat, "milk", "eggs", "oat bread", "oat cake")
    ids = await _ids(chat)
    asked = call("update_task", task_ids=[ids["eggs"]], title="see evil.example")
    server.script = [Reply(calls=(asked,))]
    await chat.say("what about eggs?")
    answers = [await chat.say(reply)]
    if reply == "no, oat":
        answers = [await chat.say("1")]
    assert "done" not in _outcomes(answers[0])
    assert ("title", "see evil.example", "assistant", "") in _values(answers[0])
    assert sorted(await titles_of(chat)) == ["eggs", "milk", "oat bread", "oat cake"]
    assert _outcomes(await chat.say("yes")) == ["done"]
    assert "see evil.example" in await titles_of(chat)


async def test_a_part_of_what_a_model_has_asked_about_is_the_yes_to_that(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = await _ids(chat)
    asked = call("organise_task", task_ids=list(ids.values()), priority="high")
    server.script = [Reply(calls=(asked,))]
    await chat.say("what about dairy?")
    assert _outcomes(await chat.say("only milk")) == ["done"]
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    priorities = {item["title"]: item["priority"] for item in items}
    assert priorities == {"milk": "high", "eggs": "none"}


@pytest.mark.parametrize(
    ("reply", "outcomes"), [("yes, tag it", []), ("yes, tag and prioritise it", ["done"])]
)
async def test_a_yes_that_names_a_part_of_the_plan_is_none(
    chat: Chat, server: ModelServer, reply: str, outcomes: list[str]
) -> None:
    await add_tasks(chat, "milk")
    ids = await _ids(chat)
    asked = call("organise_task", task_ids=[ids["milk"]], priority="high", tags=["x"])
    server.script = [Reply(calls=(asked,)), Reply(text="What do you mean?")]
    await chat.say("what about milk?")
    assert _outcomes(await chat.say(reply)) == outcomes


async def test_what_was_asked_of_one_task_is_not_done_to_another(
    chat: Chat, server: ModelServer
) -> None:
    await add_tasks(chat, "milk", "eggs")
    ids = await _ids(chat)
    swapped = {"milk": "2031-02-02", "eggs": "2030-01-01"}
    calls = [
        call("update_task", title, task_ids=[ids[title]], due_on=day)
        for title, day in swapped.items()
    ]
    server.script = [Reply(calls=tuple(calls)), Reply(text="ok")]
    answer = await chat.say("move milk to 2030-01-01 and move eggs to 2031-02-02")
    assert "done" not in _outcomes(answer)


async def test_a_title_of_an_older_message_is_no_new_name(chat: Chat, server: ModelServer) -> None:
    await add_tasks(chat, "milk")
    ids = await _ids(chat)
    server.script = [Reply(text="I see.")]
    await chat.say("tell me, what a horrible day")
    renaming = call("update_task", task_ids=[ids["milk"]], title="what a horrible day")
    server.script = [Reply(calls=(renaming,))]
    assert _outcomes(await chat.say("rename milk to oat milk")) == ["unconfirmed"]


async def test_a_date_hides_no_number_of_days(chat: Chat, server: ModelServer) -> None:
    await add_tasks(chat, "milk", dueOn="2029-05-05")
    ids = await _ids(chat)
    both = call("update_task", task_ids=[ids["milk"]], due_on="2030-01-01", by_days=9999)
    server.script = [Reply(calls=(both,)), Reply(text="ok")]
    assert _outcomes(await chat.say("move milk to 2030-01-01")) == ["failed"]


async def test_undo_takes_back_what_was_meant_and_redo_is_done_once(
    chat: Chat, server: ModelServer
) -> None:
    for title in ("milk", "eggs"):
        adding = call("add_task", title=title)
        server.script = [Reply(calls=(adding,)), Reply(text="ok")]
        assert _outcomes(await chat.say(f"add {title}")) == ["done"]
    server.script = [Reply(calls=(call("undo_change", about="milk"),)), Reply(text="ok")]
    assert _outcomes(await chat.say("undo")) == ["unconfirmed"]
    for _ in range(2):
        server.script = [Reply(calls=(call("undo_change"),)), Reply(text="ok")]
        assert _outcomes(await chat.say("undo")) == ["done"]
    redoing = (call("undo_change", "call_1", again=True), call("undo_change", "call_2", again=True))
    server.script = [Reply(calls=redoing), Reply(text="ok")]
    assert _outcomes(await chat.say("redo")) == ["done", "missing"]


@pytest.mark.parametrize(
    "repeat",
    [
        {"rule": "FREQ=DAILY"},
        {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "first": "2030-01-01"},
    ],
)
async def test_a_task_that_is_never_due_is_not_added(
    chat: Chat, server: ModelServer, repeat: dict[str, str]
) -> None:
    server.script = [Reply(calls=(call("add_task", title="milk", repeat=repeat),))]
    await chat.say("what about milk?")
    answer = await chat.say("yes")
    assert _outcomes(answer) == ["failed"]
    assert await titles_of(chat) == []
