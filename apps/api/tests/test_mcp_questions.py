"""The person is asked with a plan, which is applied when they agree, and only then (A2, N9)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI
from mcp import Client
from mcp.client.context import ClientRequestContext
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import (
    CallToolResult,
    ElicitRequestFormParams,
    ElicitRequestParams,
    ElicitResult,
    InputRequiredResult,
    InputResponses,
)

from conftest import Headers
from support.access_tokens import token_headers
from support.mcp import GENERATIONS, MCP, Generation, Program, text_of
from support.tasks import Tasks

_MODES = {"2025-11-25": "legacy", "2026-07-28": "auto"}


class Person:
    """Somebody who is asked by the official client, and what they were asked."""

    def __init__(
        self, application: FastAPI, headers: dict[str, str], answer: ElicitResult | None = None
    ) -> None:
        self.application = application
        self.headers = headers
        self.reply = answer or ElicitResult(action="accept", content={"confirm": True})
        self.questions: list[str] = []

    async def _asked(
        self, context: ClientRequestContext, params: ElicitRequestParams
    ) -> ElicitResult:
        assert context is not None
        assert isinstance(params, ElicitRequestFormParams)
        self.questions.append(params.message)
        return self.reply

    @asynccontextmanager
    async def connected(self, generation: Generation = "2026-07-28") -> AsyncIterator[Client]:
        """Connect with a client that asks this owner."""
        transport = httpx2.ASGITransport(self.application)
        async with httpx2.AsyncClient(transport=transport, headers=self.headers) as http:
            streams = streamable_http_client(f"http://api{MCP}", http_client=http)
            mode = _MODES[generation]
            async with Client(streams, mode=mode, elicitation_callback=self._asked) as client:
                yield client

    async def call(self, tool: str, arguments: dict[str, object]) -> CallToolResult:
        """Call a tool, and answer what is asked."""
        async with self.connected() as client:
            return await client.call_tool(tool, arguments)

    async def question(
        self, tool: str, arguments: dict[str, object], agreed: str | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool, and leave its question unanswered, or say yes to an earlier one."""
        async with self.connected() as client:
            return await _question(client, tool, arguments, agreed)


async def _question(
    client: Client, tool: str, arguments: dict[str, object], agreed: str | None
) -> CallToolResult | InputRequiredResult:
    answers: InputResponses = {
        "agreement": ElicitResult(action="accept", content={"confirm": True})
    }
    return await client.session.call_tool(
        tool,
        arguments,
        allow_input_required=True,
        input_responses=None if agreed is None else answers,
        request_state=agreed,
    )


@pytest.fixture
async def token(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> dict[str, str]:
    """The headers of a program with a token of the person of this test."""
    return await token_headers(client, signed_in)


@pytest.fixture
def owner(application: FastAPI, token: dict[str, str]) -> Person:
    """A person who agrees to everything."""
    return Person(application, token)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The same tasks over REST."""
    return Tasks(client, signed_in)


async def _add(tasks: Tasks, *titles: str) -> list[str]:
    return [(await tasks.call("POST", json={"title": each})).json()["id"] for each in titles]


async def test_what_a_person_agrees_to_is_done_as_one_change(owner: Person, tasks: Tasks) -> None:
    ids = await _add(tasks, "one", "other", "kept")
    unknown = str(uuid4())
    answer = await owner.call("delete_tasks", {"task_ids": [*ids[:2], unknown]})
    (question,) = owner.questions
    assert question.splitlines()[:3] == ["Delete 2 tasks?", "- one", "- other"]
    done = answer.structured_content
    assert done is not None
    assert (done["status"], done["dry_run"], done["count"]) == ("deleted", False, 2)
    assert done["not_found"] == [unknown]
    assert await tasks.titles() == ["kept"]
    change = (await tasks.changes())[0]
    assert (change["id"], change["actor"], change["tool"]) == (
        *(done["change_id"], "mcp", "delete_tasks"),
    )
    assert (await tasks.undo(done["change_id"])).status_code == 200
    assert sorted(await tasks.titles()) == ["kept", "one", "other"]


async def test_the_question_says_what_would_be_different(owner: Person, tasks: Tasks) -> None:
    one, other = await _add(tasks, "one", "other")
    changes = [{"task_id": one, "title": "first"}, {"task_id": other, "title": "other"}]
    answer = await owner.call("update_tasks", {"tasks": changes})
    (question,) = owner.questions
    assert "title: one → first" in question.splitlines()
    done = answer.structured_content
    assert done is not None
    assert [task["title"] for task in done["tasks"]] == ["first", "other"]
    assert [(each["before"], each["after"]) for each in done["changes"]] == [("one", "first")]


async def test_the_tool_for_one_task_asks_before_it_deletes(owner: Person, tasks: Tasks) -> None:
    (one,) = await _add(tasks, "one")
    answer = await owner.call("delete_task", {"task_id": one})
    assert len(owner.questions) == 1
    done = answer.structured_content
    assert done is not None
    assert (done["status"], done["task_id"], done["dry_run"]) == ("deleted", one, False)
    assert await tasks.titles() == []


@pytest.mark.parametrize(
    "answer",
    [
        ElicitResult(action="decline"),
        ElicitResult(action="cancel"),
        ElicitResult(action="accept", content={"confirm": False}),
        ElicitResult(action="accept", content={"confirm": "true"}),
        ElicitResult(action="accept"),
    ],
    ids=["declined", "cancelled", "false", "text", "nothing"],
)
async def test_without_a_yes_nothing_is_changed(
    application: FastAPI, token: dict[str, str], tasks: Tasks, answer: ElicitResult
) -> None:
    ids = await _add(tasks, "one", "other")
    refused = await Person(application, token, answer).call("delete_tasks", {"task_ids": ids})
    assert text_of(refused).startswith("DECLINED: ")
    assert len(await tasks.titles()) == 2
    assert len(await tasks.changes()) == 2


async def test_nobody_is_asked_about_what_is_small_planned_or_changes_nothing(
    owner: Person, tasks: Tasks
) -> None:
    (one,) = await _add(tasks, "one")
    await owner.call("reschedule_tasks", {"task_ids": [one], "due_on": "2026-12-24"})
    await owner.call("complete_tasks", {"task_ids": [one]})
    await owner.call("delete_tasks", {"task_ids": [one], "dry_run": True})
    two = await _add(tasks, "two", "three")
    same = [{"task_id": each, "priority": "none"} for each in two]
    unchanged = await owner.call("update_tasks", {"tasks": same})
    assert unchanged.structured_content is not None
    assert unchanged.structured_content["status"] == "unchanged"
    assert owner.questions == []


async def test_a_client_that_cannot_ask_does_what_it_is_told(
    application: FastAPI, token: dict[str, str], tasks: Tasks
) -> None:
    ids = await _add(tasks, "one", "other")
    done = await Program(application, token).call("delete_tasks", task_ids=ids)
    assert done["status"] == "deleted"


async def test_the_older_generation_has_no_round_trip(owner: Person, tasks: Tasks) -> None:
    ids = await _add(tasks, "one", "other")
    async with owner.connected(GENERATIONS[0]) as client:
        done = await client.call_tool("delete_tasks", {"task_ids": ids})
    assert not done.is_error
    assert owner.questions == []


async def _asked(owner: Person, tool: str, arguments: dict[str, object]) -> str:
    asked = await owner.question(tool, arguments)
    assert isinstance(asked, InputRequiredResult)
    assert asked.request_state is not None
    return asked.request_state


async def test_a_yes_counts_once_and_only_while_nothing_was_changed(
    owner: Person, tasks: Tasks
) -> None:
    ids = await _add(tasks, "one", "other")
    arguments: dict[str, object] = {"task_ids": ids}
    first, second = [await _asked(owner, "delete_tasks", arguments) for _ in range(2)]
    done = await owner.question("delete_tasks", arguments, first)
    again = await owner.question("delete_tasks", arguments, first)
    stale = await owner.question("delete_tasks", arguments, second)
    assert isinstance(done, CallToolResult)
    assert not done.is_error
    for each, code in ((again, "PLAN_APPLIED"), (stale, "PLAN_STALE")):
        assert isinstance(each, CallToolResult)
        assert text_of(each).startswith(f"{code}: ")


async def test_a_yes_is_to_one_call_of_one_person(
    client: httpx2.AsyncClient, owner: Person, tasks: Tasks, headers: Headers
) -> None:
    one, other = await _add(tasks, "one", "other")
    state = await _asked(owner, "delete_tasks", {"task_ids": [one]})
    theirs = await token_headers(client, headers(f"other-{uuid4().hex}"))
    stranger = Person(owner.application, theirs)
    calls: list[tuple[Person, str, dict[str, object]]] = [
        (owner, "delete_tasks", {"task_ids": [other]}),
        (owner, "delete_task", {"task_id": one}),
        (stranger, "delete_tasks", {"task_ids": [one]}),
    ]
    for who, tool, arguments in calls:
        refused = await who.question(tool, arguments, state)
        assert isinstance(refused, CallToolResult)
        assert text_of(refused).startswith("NOT_FOUND: ")
    assert len(await tasks.titles()) == 2


async def test_a_made_up_state_is_refused(owner: Person, tasks: Tasks) -> None:
    (one,) = await _add(tasks, "one")
    arguments: dict[str, object] = {"task_ids": [one]}
    async with owner.connected() as client:
        with pytest.raises(MCPError, match="requestState"):
            await _question(client, "delete_tasks", arguments, "made-up")
    refused = await owner.question("delete_tasks", arguments, str(UUID(int=1)))
    assert isinstance(refused, CallToolResult)
    assert text_of(refused).startswith("NOT_FOUND: ")
    assert await tasks.titles() == ["one"]
