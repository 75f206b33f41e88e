"""The tools for several tasks: whole or not at all, one change each, with all fields (A2, N9)."""

import re
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.access_tokens import token_headers
from support.mcp import Program
from support.tasks import Tasks

EVERY_FIELD = {
    "title": "water the plants",
    "description": "the *small* ones twice",
    "priority": "high",
    "tags": ["garden", "home"],
    "start_on": "2026-12-01",
    "due_on": "2026-12-07",
    "due_time": "17:30",
    "due_zone": "Europe/Berlin",
    "deadline_on": "2026-12-24",
    "duration_minutes": 20,
    "recurrence_rule": "FREQ=WEEKLY;BYDAY=MO",
    "recurrence_anchor": "completion",
}


@pytest.fixture
async def program(
    application: FastAPI, client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> Program:
    """A program with a token of the person of this test."""
    return Program(application, await token_headers(client, signed_in))


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The same tasks over REST."""
    return Tasks(client, signed_in)


async def _add(program: Program, *titles: str, **fields: object) -> list[str]:
    added = await program.call("add_tasks", tasks=[{"title": each, **fields} for each in titles])
    return [task["task_id"] for task in added["tasks"]]


async def test_a_task_is_added_and_found_with_all_its_fields(program: Program) -> None:
    added = await program.call("add_tasks", tasks=[EVERY_FIELD])
    (found,) = (await program.call("find_tasks"))["tasks"]
    assert {name: found[name] for name in EVERY_FIELD} == EVERY_FIELD
    (returned,) = added["tasks"]
    assert {**returned, "description": EVERY_FIELD["description"]} == found


async def test_many_tasks_are_one_change_and_one_undo(program: Program, tasks: Tasks) -> None:
    titles = [f"task {number}" for number in range(100)]
    added = await program.call("add_tasks", tasks=[{"title": each} for each in titles])
    assert (added["status"], added["count"]) == ("created", 100)
    (change,) = await tasks.changes()
    assert (change["actor"], change["tool"], change["count"]) == ("mcp", "add_tasks", 100)
    undone = await program.call("undo_change", change_id=added["change_id"])
    assert len(undone["removed"]) == 100
    assert await tasks.titles() == []


async def test_each_task_is_changed_by_its_own_changes(program: Program) -> None:
    one, other = await _add(program, "one", "other", due_on="2026-12-07", due_time="09:00")
    changed = await program.call(
        "update_tasks",
        tasks=[
            {"task_id": one, "priority": "low", "tags": ["x"]},
            {"task_id": other, "due_time": "none", "version": 1},
        ],
    )
    assert changed["changes"] == [
        {"task_id": one, "field": "priority", "before": "none", "after": "low"},
        {"task_id": one, "field": "tags", "before": "none", "after": "x"},
        {"task_id": other, "field": "due_time", "before": "09:00", "after": "none"},
    ]
    again = await program.call("update_tasks", tasks=[{"task_id": one, "priority": "low"}])
    assert (again["status"], "change_id" in again) == ("unchanged", False)


async def test_one_task_in_another_version_leaves_all_alone(program: Program) -> None:
    one, other = await _add(program, "one", "other")
    refusal = await program.refused(
        "update_tasks",
        tasks=[
            {"task_id": one, "title": "new", "version": 1},
            {"task_id": other, "title": "new", "version": 2},
        ],
    )
    assert refusal.startswith("VERSION_MISMATCH: ")
    found = await program.call("find_tasks", search="new")
    assert found["count"] == 0


async def test_a_filter_finds_in_its_order_page_by_page(program: Program) -> None:
    await _add(program, "wash", "mow", priority="high")
    await _add(program, "paint", priority="low")
    asked = {"filter": "priority:high | like:pianted | like:paitn", "sort": "-priority,title"}
    first = await program.call("find_tasks", **asked, limit=2)
    rest = await program.call("find_tasks", **asked, limit=2, cursor=first["next_cursor"])
    titles = [task["title"] for task in first["tasks"] + rest["tasks"]]
    assert titles == ["mow", "wash", "paint"]
    other = await program.refused("find_tasks", cursor=first["next_cursor"], sort="title")
    assert other.startswith("INVALID_ARGUMENT: cursor: ")
    fault = await program.refused("find_tasks", filter="due:someday")
    assert re.match(r"FILTER_\w+: .*characters 4 to 11.* Do: \S", fault)


async def test_tasks_are_postponed_and_keep_their_time(program: Program) -> None:
    (one,) = await _add(program, "one", due_on="2026-12-30", due_time="09:00")
    (other,) = await _add(program, "other", due_on="2026-02-28")
    moved = await program.call("reschedule_tasks", task_ids=[one, other], by_days=2)
    dates = [(task["due_on"], task.get("due_time")) for task in moved["tasks"]]
    assert dates == [("2027-01-01", "09:00"), ("2026-03-02", None)]
    fixed = await program.call(
        "reschedule_tasks", task_ids=[one, other], due_on="2026-12-24", due_time="10:15"
    )
    assert {(t["due_on"], t["due_time"]) for t in fixed["tasks"]} == {("2026-12-24", "10:15")}
    gone = await program.call("reschedule_tasks", task_ids=[one], due_on="none")
    assert "due_on" not in gone["tasks"][0]
    back = await program.call("undo_change", change_id=gone["change_id"])
    assert back["restored"][0]["due_on"] == "2026-12-24"


async def test_a_task_that_recurs_is_completed_into_its_next_occurrence(program: Program) -> None:
    rule = {"due_on": "2026-12-07", "recurrence_rule": "FREQ=WEEKLY;BYDAY=MO"}
    (one,) = await _add(program, "water the plants", **rule)
    (other,) = await _add(program, "once")
    done = await program.call("complete_tasks", task_ids=[one, other])
    assert [task["status"] for task in done["tasks"]] == ["pending", "completed"]
    assert done["tasks"][0]["due_on"] == "2026-12-14"
    opened = await program.call("complete_tasks", task_ids=[other], completed=False)
    assert (opened["status"], opened["tasks"][0]["status"]) == ("reopened", "pending")


@pytest.mark.parametrize("tool", ["complete_task", "complete_tasks"])
async def test_a_call_that_is_sent_again_completes_no_second_occurrence(
    program: Program, tool: str
) -> None:
    (weekly,) = await _add(
        program, "weekly", due_on="2026-12-07", recurrence_rule="FREQ=WEEKLY;BYDAY=MO"
    )
    named = {"task_id": weekly} if tool == "complete_task" else {"task_ids": [weekly]}
    first = await program.call(tool, **named, occurrence_on="2026-12-07")
    again = await program.call(tool, **named, occurrence_on="2026-12-07")
    assert (first["status"], again["status"]) == ("completed", "unchanged")
    (found,) = (await program.call("find_tasks"))["tasks"]
    assert (found["due_on"], found["occurrence_on"]) == ("2026-12-14", "2026-12-14")


async def test_a_tool_for_one_task_names_all_that_it_changed(program: Program) -> None:
    (weekly,) = await _add(
        program,
        "weekly",
        due_on="2026-12-07",
        due_time="09:00",
        recurrence_rule="FREQ=WEEKLY;BYDAY=MO",
    )
    moved = await program.call("update_task", task_id=weekly, due_on="2026-12-08")
    assert [each["field"] for each in moved["changes"]] == ["due_on"]
    assert moved["task"]["recurrence_rule"] == "FREQ=WEEKLY;BYDAY=MO"
    done = await program.call("complete_task", task_id=weekly, occurrence_on="2026-12-07")
    assert {each["field"]: each["after"] for each in done["changes"]} == {
        "due_on": "2026-12-14",
        "occurrence_on": "2026-12-14",
    }
    cleared = await program.call("update_task", task_id=weekly, due_on="none")
    assert {each["field"] for each in cleared["changes"]} == {
        *("due_on", "due_time", "recurrence_rule", "recurrence_anchor", "occurrence_on")
    }
    assert "recurrence_rule" not in cleared["task"]


async def test_what_is_wrong_in_one_of_several_is_named_with_its_place(
    program: Program, tasks: Tasks
) -> None:
    one, other = await _add(program, "one", "other", due_on="2026-12-07")
    good: dict[str, object] = {"title": "x"}
    wrong = await program.refused(
        "add_tasks", tasks=[*[good] * 5, {"title": "y", "due_time": "17:00"}]
    )
    assert "tasks.5.due_time: A time needs a date." in wrong
    wrong = await program.refused(
        "add_tasks", tasks=[good, good | {"project_id": str(uuid4())}, good]
    )
    assert "tasks.1.project_id: This is not there, or not in the same space." in wrong
    changes: list[dict[str, object]] = [
        {"task_id": one, "priority": "low"},
        {"task_id": other, "due_on": "none", "due_time": "17:00"},
    ]
    assert f"due_time of {other}: A time needs a date." in await program.refused(
        "update_tasks", tasks=changes
    )
    changes[1] = {"task_id": other, "assignee_id": "nobody"}
    assert f"assignee_id of {other}: This is not there" in await program.refused(
        "update_tasks", tasks=changes
    )
    assert await tasks.titles() == ["other", "one"]


async def test_an_empty_list_is_no_empty_text(program: Program) -> None:
    assert "tasks: There is nothing in it. Send one at least." in await program.refused(
        "add_tasks", tasks=[]
    )
    assert "task_ids: There are more than 100. Send fewer." in await program.refused(
        "complete_tasks", task_ids=[str(uuid4())] * 101
    )


async def test_tasks_are_put_where_list_places_says(
    client: httpx2.AsyncClient, signed_in: dict[str, str], program: Program
) -> None:
    made = await client.post("/api/v1/projects", json={"name": "House"}, headers=signed_in)
    project_id = made.json()["id"]
    section = await client.post(
        f"/api/v1/projects/{project_id}/sections", json={"name": "Roof"}, headers=signed_in
    )
    places = await program.call("list_places", project_id=project_id)
    assert [space["kind"] for space in places["spaces"]] == ["personal"]
    assert [(each["project_id"], each["name"]) for each in places["projects"]] == [
        (project_id, "House")
    ]
    assert [each["section_id"] for each in places["sections"]] == [section.json()["id"]]
    one, below = await _add(program, "one", "below")
    moved = await program.call(
        "move_tasks", task_ids=[one], project_id=project_id, section_id=section.json()["id"]
    )
    assert moved["tasks"][0]["section_id"] == section.json()["id"]
    await program.call("move_tasks", task_ids=[below], parent_id=one)
    out = await program.call("move_tasks", task_ids=[one], project_id="none")
    assert not {"project_id", "section_id"} & out["tasks"][0].keys()


async def test_what_is_not_there_is_named_and_the_rest_is_done(
    client: httpx2.AsyncClient, headers: Headers, program: Program, tasks: Tasks
) -> None:
    theirs = Tasks(client, headers(f"other-{uuid4().hex}"))
    foreign = (await theirs.call("POST", json={"title": "theirs"})).json()["id"]
    (mine,) = await _add(program, "mine")
    unknown = str(uuid4())
    deleted = await program.call("delete_tasks", task_ids=[mine, foreign, unknown])
    assert (deleted["count"], deleted["not_found"]) == (1, [foreign, unknown])
    assert await tasks.titles() == []
    assert await theirs.titles() == ["theirs"]
    refusal = await program.refused("delete_tasks", task_ids=[foreign, unknown])
    assert refusal.startswith("NOT_FOUND: ")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("update_tasks", lambda ids: {"tasks": [{"task_id": each, "title": "x"} for each in ids]}),
        ("reschedule_tasks", lambda ids: {"task_ids": ids, "by_days": 1}),
        ("complete_tasks", lambda ids: {"task_ids": ids}),
        ("delete_tasks", lambda ids: {"task_ids": ids}),
    ],
)
async def test_a_dry_run_of_many_is_a_plan_that_is_applied_once(
    program: Program, tasks: Tasks, tool: str, arguments: object
) -> None:
    assert callable(arguments)
    ids = await _add(program, "one", "other", due_on="2026-12-07")
    before = (await tasks.call("GET")).json()
    planned = await program.call(tool, **arguments(ids), dry_run=True)
    assert (planned["dry_run"], "change_id" in planned) == (True, False)
    assert (await tasks.call("GET")).json() == before
    applied = await program.call("apply_plan", plan_id=planned["plan_id"])
    assert applied["count"] == 2
    assert (await tasks.call("GET")).json() != before
    change = (await tasks.changes())[0]
    assert (change["actor"], change["tool"]) == ("mcp", tool)
    refusal = await program.refused("apply_plan", plan_id=planned["plan_id"])
    assert refusal.startswith("PLAN_APPLIED: ")
    await program.call("undo_change", change_id=applied["change_id"])
    titles = [(task["title"], task["dueOn"]) for task in (await tasks.call("GET")).json()["items"]]
    assert sorted(titles) == [("one", "2026-12-07"), ("other", "2026-12-07")]


@pytest.mark.parametrize(
    ("tool", "arguments", "text"),
    [
        ("add_tasks", {"tasks": []}, "tasks: "),
        ("add_tasks", {"tasks": [{"title": "a"}] * 101}, "tasks: "),
        ("add_tasks", {"tasks": [{"title": "a", "owner": "b"}]}, "an argument that this tool does"),
        ("add_tasks", {"tasks": [{"title": None}]}, "tasks.0.title: This must be text."),
        ("add_tasks", {"tasks": [{"title": "a", "due_on": "none"}]}, "tasks.0.due_on: "),
        ("add_tasks", {"tasks": [{"title": "a", "due_time": "9"}]}, "tasks.0.due_time: "),
        ("add_tasks", {"tasks": [{"title": "a", "due_time": "09:00"}]}, "Send due_on too"),
        ("add_tasks", {"tasks": [{"title": "a", "priority": "urgent"}]}, "tasks.0.priority: "),
        ("add_tasks", {"tasks": [{"title": "a", "duration_minutes": "5"}]}, "a whole number"),
        ("add_tasks", {"tasks": [{"title": "a", "recurrence_rule": "DAILY"}]}, "recurrence_rule: "),
        ("add_tasks", {"tasks": [{"title": "a", "recurrence_anchor": "due"}]}, "recurrence_rule: "),
        ("add_tasks", {"tasks": [{"title": "a", "parent_id": str(uuid4())}]}, "parent_id: "),
        ("update_tasks", {"tasks": [{"task_id": str(uuid4())}]}, "nothing to change"),
        (
            "update_tasks",
            {"tasks": [{"task_id": "00000000-0000-4000-8000-000000000001", "title": "a"}] * 2},
            "A task is named twice.",
        ),
        ("update_tasks", {"tasks": [{"task_id": str(uuid4()), "due_on": None}]}, "tasks.0.due_on"),
        ("update_tasks", {"tasks": [{"task_id": str(uuid4()), "project_id": "x"}]}, "argument"),
        ("reschedule_tasks", {"task_ids": [str(uuid4())]}, "Send by_days, or due_on"),
        (
            "reschedule_tasks",
            {"task_ids": [str(uuid4())], "by_days": 1, "due_on": "2026-12-24"},
            "Send by_days, or due_on",
        ),
        ("reschedule_tasks", {"task_ids": [str(uuid4())], "by_days": 1.0}, "by_days: "),
        ("reschedule_tasks", {"task_ids": [str(uuid4())], "by_days": 4000}, "by_days: "),
        ("move_tasks", {"task_ids": [str(uuid4())]}, "Send one of project_id"),
        ("move_tasks", {"task_ids": [str(uuid4())], "project_id": None}, "project_id: "),
        ("delete_tasks", {"task_ids": []}, "task_ids: "),
        ("delete_tasks", {"task_ids": "all"}, "task_ids: "),
        ("complete_tasks", {"task_ids": [1]}, "task_ids.0: This must be a UUID."),
        ("find_tasks", {"filters": 3}, "an argument that this tool does not have"),
    ],
)
async def test_batches_are_never_read_loosely(
    program: Program, tasks: Tasks, tool: str, arguments: dict[str, object], text: str
) -> None:
    refusal = await program.refused(tool, **arguments)
    assert refusal.startswith("INVALID_ARGUMENT: ")
    assert text in refusal
    assert re.search(r" Do: \S", refusal)
    assert await tasks.changes() == []


async def test_a_task_without_a_date_has_none_to_be_postponed_from(
    program: Program, tasks: Tasks
) -> None:
    (dated,) = await _add(program, "dated", due_on="2026-12-07")
    (bare,) = await _add(program, "bare")
    refusal = await program.refused("reschedule_tasks", task_ids=[dated, bare], by_days=1)
    assert refusal.startswith("INVALID_ARGUMENT: ")
    assert bare in refusal
    assert len(await tasks.changes()) == 2


async def test_who_only_sees_a_space_changes_nothing_in_it(
    application: FastAPI, client: httpx2.AsyncClient, signed_in: dict[str, str], headers: Headers
) -> None:
    space = await client.post("/api/v1/spaces", json={"name": "Home"}, headers=signed_in)
    space_id = space.json()["id"]
    invited = await client.post(
        f"/api/v1/spaces/{space_id}/invitations", json={"role": "viewer"}, headers=signed_in
    )
    viewer = headers(f"viewer-{uuid4().hex}")
    joined = await client.post(
        "/api/v1/invitations/accept", json={"secret": invited.json()["secret"]}, headers=viewer
    )
    assert joined.is_success, joined.text
    owner = Program(application, signed_in)
    added = await owner.call("add_tasks", tasks=[{"title": "shared"}], space_id=space_id)
    other = Program(application, viewer)
    found = await other.call("find_tasks", space_id=space_id)
    assert [task["title"] for task in found["tasks"]] == ["shared"]
    ids = [task["task_id"] for task in added["tasks"]]
    refusal = await other.refused("delete_tasks", task_ids=ids)
    assert refusal.startswith("ROLE_MISSING: ")
