"""The tools of MCP, called by the official client in both generations of the protocol (A2, N9)."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from mcp.shared.exceptions import MCPError

from conftest import Headers
from support.access_tokens import create_token, token_headers
from support.mcp import GENERATIONS, Generation, Program
from support.tasks import Tasks
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError, OwnerBusyError
from taskora_api.mcp_server.tools import TOOLS
from taskora_api.tasks.service import TaskService

READING = {"list_tasks", "find_tasks", "list_places"}
DOCUMENT = Path(__file__).parents[3] / "docs" / "mcp.md"


@pytest.fixture
async def token(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> dict[str, str]:
    """The headers of a program with a token of the person of this test."""
    return await token_headers(client, signed_in)


@pytest.fixture
def program(application: FastAPI, token: dict[str, str]) -> Program:
    """A program that has it."""
    return Program(application, token)


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The same tasks over REST."""
    return Tasks(client, signed_in)


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_a_program_of_either_generation_does_all_that_the_tools_are_for(
    application: FastAPI, token: dict[str, str], tasks: Tasks, generation: Generation
) -> None:
    program = Program(application, token, generation)
    added = await program.call("add_task", title="buy milk", due_on="2026-12-24")
    task_id = added["task_id"]
    assert (added["status"], added["title"]) == ("created", "buy milk")
    listed = await program.call("list_tasks", status="pending")
    assert [task["task_id"] for task in listed["tasks"]] == [task_id]
    updated = await program.call(
        "update_task", task_id=task_id, title="buy oat milk", due_on="none"
    )
    assert updated["changes"] == [
        {"field": "title", "before": "buy milk", "after": "buy oat milk"},
        {"field": "due_on", "before": "2026-12-24", "after": "none"},
    ]
    done = await program.call("complete_task", task_id=task_id)
    assert (done["status"], done["task"]["status"]) == ("completed", "completed")
    assert await program.call("list_tasks", status="pending") == {"tasks": [], "count": 0}
    deleted = await program.call("delete_task", task_id=task_id)
    assert deleted["status"] == "deleted"
    assert await tasks.titles() == []
    undone = await program.call("undo_change", change_id=deleted["change_id"])
    assert [task["title"] for task in undone["restored"]] == ["buy oat milk"]
    assert await tasks.titles() == ["buy oat milk"]
    kinds = ["undone", "deleted", "completed", "changed", "added"]
    assert [(c["actor"], c["kind"]) for c in await tasks.changes()] == [("mcp", k) for k in kinds]


async def test_what_a_program_did_is_undone_from_the_web_too(
    program: Program, tasks: Tasks
) -> None:
    added = await program.call("add_task", title="buy milk")
    assert (await tasks.undo(added["change_id"])).status_code == 200
    assert await tasks.titles() == []


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_the_tools_are_described_for_every_client(
    application: FastAPI, token: dict[str, str], generation: Generation
) -> None:
    async with Program(application, token, generation).connected() as client:
        described = (await client.list_tools()).tools
    assert [tool.name for tool in described] == [
        *("add_task", "list_tasks", "complete_task", "update_task", "delete_task", "undo_change"),
        *("apply_plan", "find_tasks", "list_places", "add_tasks", "update_tasks"),
        *("reschedule_tasks", "complete_tasks", "move_tasks", "delete_tasks"),
    ]
    for tool in described:
        hints = tool.annotations
        assert hints is not None
        assert None not in {
            hints.read_only_hint,
            hints.destructive_hint,
            hints.idempotent_hint,
            hints.open_world_hint,
        }
        assert hints.read_only_hint is (tool.name in READING)
        assert tool.output_schema is not None
        for schema in (tool.input_schema, tool.output_schema):
            assert schema["type"] == "object"
            _must_be_flat(schema)
        assert tool.input_schema["additionalProperties"] is False
        _must_be_described(tool.input_schema)
        _must_be_described(tool.output_schema)
        assert "user_id" not in tool.input_schema["properties"]


def _must_be_described(schema: dict[str, Any]) -> None:
    """Each field says what it is for, and which values it can have."""
    for name, argument in schema["properties"].items():
        assert argument["description"], name
        for value in argument.get("enum", []):
            assert value in argument["description"]
        if "properties" in argument.get("items", {}):
            _must_be_described(argument["items"])


def _must_be_flat(schema: dict[str, Any]) -> None:
    """Each schema has one type, each array its items, and nothing refers to anything."""
    assert isinstance(schema["type"], str), schema
    assert not schema.keys() & {"$ref", "$defs", "anyOf", "oneOf", "allOf", "title"}, schema
    if schema["type"] == "array":
        _must_be_flat(schema["items"])
    for each in schema.get("properties", {}).values():
        _must_be_flat(each)


@pytest.mark.parametrize(
    "tool",
    [
        t.name
        for t in TOOLS
        if {"dry_run", "task_ids", "tasks"} & set(t.arguments.model_fields) == {"dry_run"}
    ],
)
async def test_a_dry_run_tells_what_would_be_and_changes_nothing(
    program: Program, tasks: Tasks, tool: str
) -> None:
    added = await program.call("add_task", title="buy milk")
    arguments: dict[str, dict[str, object]] = {
        "add_task": {"title": "buy eggs"},
        "complete_task": {"task_id": added["task_id"]},
        "update_task": {"task_id": added["task_id"], "title": "buy eggs"},
        "delete_task": {"task_id": added["task_id"]},
        "undo_change": {"change_id": added["change_id"]},
    }
    before = (await tasks.call("GET")).json(), await tasks.changes()
    planned = await program.call(tool, **arguments[tool], dry_run=True)
    assert planned["dry_run"] is True
    assert "change_id" not in planned
    assert planned["plan_id"]
    assert ((await tasks.call("GET")).json(), await tasks.changes()) == before
    done = await program.call(tool, **arguments[tool])
    assert (done["dry_run"], done["status"]) == (False, planned["status"])
    assert done.get("changes") == planned.get("changes")
    assert done["change_id"]
    assert len(await tasks.changes()) == 2


async def test_a_plan_of_a_dry_run_is_applied_once_and_only_while_it_holds(
    program: Program, tasks: Tasks
) -> None:
    added = await program.call("add_task", title="buy milk")
    asked = {"task_id": added["task_id"], "title": "buy eggs", "dry_run": True}
    first, second = [await program.call("update_task", **asked) for _ in range(2)]
    applied = await program.call("apply_plan", plan_id=first["plan_id"])
    assert (applied["status"], applied["count"]) == ("applied", 1)
    assert await tasks.titles() == ["buy eggs"]
    again = await program.refused("apply_plan", plan_id=first["plan_id"])
    stale = await program.refused("apply_plan", plan_id=second["plan_id"])
    assert (again.split(":")[0], stale.split(":")[0]) == ("PLAN_APPLIED", "PLAN_STALE")
    await program.call("undo_change", change_id=applied["change_id"])
    assert await tasks.titles() == ["buy milk"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("add_task", {}, "title: This field is missing."),
        ("add_task", {"title": "a", "user_id": "b"}, "an argument that this tool does not have"),
        ("add_task", {"title": 3}, "title: This must be text."),
        ("add_task", {"title": None}, "title: This must be text."),
        ("add_task", {"title": ""}, "title: "),
        ("add_task", {"title": "x" * 1025}, "title: The text is longer than 1024 characters."),
        ("add_task", {"title": "a", "due_on": "tomorrow"}, "due_on: This is not a date"),
        ("add_task", {"title": "a", "due_on": "1800-01-01"}, "due_on: The year must lie"),
        ("add_task", {"title": "a", "due_on": None}, "due_on: This is not a date"),
        ("add_task", {"title": "a", "dry_run": "true"}, "dry_run: This must be true or false."),
        ("add_task", {"title": "a", "dry_run": 1}, "dry_run: This must be true or false."),
        ("list_tasks", {"limit": "3"}, "limit: This must be a whole number."),
        ("list_tasks", {"limit": 3.0}, "limit: This must be a whole number."),
        ("list_tasks", {"limit": True}, "limit: This must be a whole number."),
        ("list_tasks", {"limit": 201}, "limit: This must be at most 200."),
        ("list_tasks", {"status": "open"}, "Send 'all', 'pending' or 'completed'."),
        ("list_tasks", {"status": None}, "status: "),
        ("list_tasks", {"cursor": "made-up"}, "cursor: The cursor is not from this list."),
        ("complete_task", {"task_id": "1"}, "task_id: This must be a UUID."),
        ("complete_task", {"task_id": 1}, "task_id: This must be a UUID."),
        ("update_task", {"task_id": str(uuid4())}, "Nothing to change was named."),
        ("update_task", {"task_id": str(uuid4()), "due_on": None}, "due_on: This is not a date"),
        ("delete_task", {"task_id": str(uuid4()), "version": "1"}, "version: This must be a whole"),
    ],
)
async def test_arguments_are_never_read_loosely(
    program: Program, tasks: Tasks, tool: str, arguments: dict[str, object], words: str
) -> None:
    refusal = await program.refused(tool, **arguments)
    assert refusal.startswith("INVALID_ARGUMENT: ")
    assert words in refusal
    assert " Do: " in refusal
    assert await tasks.changes() == []


@pytest.mark.parametrize("text", ["[1, 2]", "null", "3", "true", '"quoted"', '{"a": 1}', "none"])
async def test_text_that_looks_like_json_stays_text(program: Program, text: str) -> None:
    added = await program.call("add_task", title=text, description=text)
    task_id = added["task_id"]
    await program.call("update_task", task_id=task_id, title="other", description="other")
    await program.call("update_task", task_id=task_id, title=text, description=text)
    (listed,) = (await program.call("list_tasks", search=text))["tasks"]
    assert (listed["title"], listed["description"]) == (text, text)


async def test_a_list_is_one_block_of_text_whatever_its_length(program: Program) -> None:
    for count in range(3):
        listed = await program.answer("list_tasks")
        assert len(listed.content) == 1
        assert listed.structured_content["count"] == count
        await program.call("add_task", title=f"task {count}")


async def test_a_long_list_comes_in_pages(program: Program) -> None:
    for number in range(5):
        await program.call("add_task", title=f"task {number}")
    titles: list[str] = []
    query: dict[str, str] = {}
    while True:
        page = await program.call("list_tasks", limit=2, **query)
        titles += [task["title"] for task in page["tasks"]]
        if "next_cursor" not in page:
            break
        query = {"cursor": page["next_cursor"]}
    assert titles == [f"task {number}" for number in reversed(range(5))]


async def test_an_unknown_tool_is_an_error_of_the_protocol(program: Program) -> None:
    async with program.connected() as running:
        with pytest.raises(MCPError, match="no tool of this name"):
            await running.call_tool("drop_tables", {})


@pytest.mark.parametrize("tool", ["complete_task", "update_task", "delete_task", "undo_change"])
@pytest.mark.parametrize("is_dry_run", [False, True])
async def test_a_foreign_id_looks_like_one_that_never_was(
    client: httpx2.AsyncClient, headers: Headers, program: Program, tool: str, is_dry_run: bool
) -> None:
    other = Tasks(client, headers(f"other-{uuid4().hex}"))
    made = await other.call("POST", json={"title": "theirs"})
    foreign = made.headers["change-id"] if tool == "undo_change" else made.json()["id"]
    name = "change_id" if tool == "undo_change" else "task_id"
    more = {"title": "mine"} if tool == "update_task" else {}
    refusals = [
        await program.refused(tool, **{name: each}, **more, dry_run=is_dry_run)
        for each in (foreign, str(uuid4()))
    ]
    assert refusals[0] == refusals[1]
    assert refusals[0].startswith("NOT_FOUND: ")
    assert await other.titles() == ["theirs"]


async def test_what_stays_as_it_is_makes_no_change(program: Program, tasks: Tasks) -> None:
    added = await program.call("add_task", title="buy milk")
    await program.call("complete_task", task_id=added["task_id"])
    again = await program.call("complete_task", task_id=added["task_id"])
    assert again["status"] == "unchanged"
    assert again["changes"] == []
    assert "change_id" not in again
    assert len(await tasks.changes()) == 2


@pytest.mark.parametrize("tool", ["update_task", "delete_task"])
async def test_a_task_in_another_version_is_left_alone(
    program: Program, tasks: Tasks, tool: str
) -> None:
    added = await program.call("add_task", title="buy milk")
    more = {"title": "other"} if tool == "update_task" else {}
    refusal = await program.refused(tool, task_id=added["task_id"], version=2, **more)
    assert refusal.startswith("VERSION_MISMATCH: ")
    assert await tasks.titles() == ["buy milk"]
    await program.call(tool, task_id=added["task_id"], version=1, **more)


async def test_what_was_changed_since_is_not_undone(program: Program, tasks: Tasks) -> None:
    added = await program.call("add_task", title="buy milk")
    await tasks.call("PATCH", f"/{added['task_id']}", json={"title": "buy eggs"})
    refusal = await program.refused("undo_change", change_id=added["change_id"])
    assert refusal.startswith("NOTHING_TO_UNDO: ")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
async def test_a_token_without_the_scope_changes_nothing_and_is_told_its_name(
    application: FastAPI,
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    tasks: Tasks,
    tool: Any,  # noqa: ANN401 - the tool of the server.
) -> None:
    scopes = {"tasks:read", "tasks:write", "chat"} - {str(tool.scope)}
    token = await token_headers(client, signed_in, *scopes)
    added = await tasks.call("POST", json={"title": "buy milk"})
    task_id = added.json()["id"]
    arguments: dict[str, dict[str, object]] = {
        "add_task": {"title": "a"},
        "add_tasks": {"tasks": [{"title": "a"}]},
        "update_tasks": {"tasks": [{"task_id": task_id, "title": "a"}]},
        **{name: {} for name in READING},
        "undo_change": {"change_id": added.headers["change-id"]},
    }
    sent = arguments.get(tool.name, {"task_id": task_id})
    refusal = await Program(application, token).refused(tool.name, **sent)
    assert refusal.startswith("SCOPE_MISSING: ")
    assert str(tool.scope) in refusal
    assert len(await tasks.changes()) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DatabaseUnavailableError(), "UNAVAILABLE"),
        (OwnerBusyError(), "BUSY"),
        (OutcomeUnknownError(), "OUTCOME_UNKNOWN"),
        (RuntimeError("postgresql://secret@host"), "INTERNAL_ERROR"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else type(value).__name__,
)
async def test_what_goes_wrong_is_told_with_a_code_and_without_its_inside(
    program: Program, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    async def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(TaskService, "list_tasks", fail)
    refusal = await program.refused("list_tasks")
    assert refusal.startswith(f"{code}: ")
    assert " Do: " in refusal
    assert "secret" not in refusal


async def test_a_token_that_was_revoked_is_refused_between_two_calls(
    application: FastAPI, client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    made = await create_token(client, signed_in)
    token = {"Authorization": f"Bearer {made['token']}"}
    async with Program(application, token).connected() as running:
        assert not (await running.call_tool("list_tasks", {})).is_error
        await client.delete(f"/api/v1/tokens/{made['id']}", headers=signed_in)
        with pytest.raises(MCPError):
            await running.call_tool("list_tasks", {})


async def test_the_token_of_a_session_works_too(
    application: FastAPI, signed_in: dict[str, str], tasks: Tasks
) -> None:
    await Program(application, signed_in).call("add_task", title="buy milk")
    assert await tasks.titles() == ["buy milk"]


async def test_two_replicas_serve_one_program(
    replicas: tuple[Any, Any], headers: Headers, person: str
) -> None:
    here, there = (Program(replica.application, headers(person)) for replica in replicas)
    added = await here.call("add_task", title="buy milk")
    assert (await there.call("list_tasks"))["count"] == 1
    await there.call("undo_change", change_id=added["change_id"])
    assert (await here.call("list_tasks"))["count"] == 0


def test_the_document_names_every_tool_with_its_scope_arguments_and_hints() -> None:
    rows = re.findall(
        r"^\| `(\w+)` +\| `(tasks:\w+)` +\|(.+)\|$", DOCUMENT.read_text(), re.MULTILINE
    )
    documented = {name: (scope, rest.split("|")) for name, scope, rest in rows}
    assert documented.keys() == {tool.name for tool in TOOLS}
    for tool in TOOLS:
        scope, (arguments, *hints) = documented[tool.name]
        assert scope == tool.scope
        without_values = re.sub(r"\(.*?\)", "", arguments)
        assert re.findall(r"`(\w+)`", without_values) == list(tool.arguments.model_fields)
        flags = (tool.hints.read_only, tool.hints.destructive, tool.hints.idempotent)
        assert [each.strip() == "yes" for each in hints] == list(flags)
