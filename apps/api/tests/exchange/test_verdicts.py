"""Each row gets a verdict, and one row never stops another."""

import json
from collections.abc import Mapping

import pytest

from support.exchange import NOW, TODAY, read
from taskora_api.exchange.assembling import Action, Import, Verdict
from taskora_api.exchange.documents import Kind
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.items import Context
from taskora_api.exchange.limits import DEPTH_MAX
from taskora_api.exchange.reasons import Reason


def _read(known: Mapping[Kind, set[str]] | None = None, **parts: object) -> Import:
    return read(json.dumps({"format": "taskora", "version": 1, **parts}), known=known)


def _task(source_id: str, **fields: object) -> dict[str, object]:
    return {"sourceId": source_id, "title": source_id.upper(), **fields}


def _short(verdict: Verdict) -> tuple[str | None, Action, Reason]:
    return verdict.source_id, verdict.action, verdict.reason


def test_what_was_imported_before_is_an_update() -> None:
    result = _read({Kind.TASK: {"a"}}, tasks=[_task("a"), _task("b")])
    assert list(map(_short, result.verdicts)) == [
        ("a", Action.KNOWN, Reason.IMPORTED_BEFORE),
        ("b", Action.CREATE, Reason.NEW),
    ]


def test_ids_of_another_kind_are_other_things() -> None:
    result = _read({Kind.PROJECT: {"a"}}, tasks=[_task("a")])
    assert result.verdicts[0].action is Action.CREATE


def test_a_child_may_come_before_its_parent() -> None:
    """In any file (vikunja#2487)."""
    result = _read(tasks=[_task("child", parentId="parent"), _task("parent")])
    assert [task.parent_id for task in result.document.tasks] == ["parent", None]


def test_a_parent_that_was_imported_before_is_a_parent() -> None:
    result = _read({Kind.TASK: {"old"}}, tasks=[_task("child", parentId="old")])
    assert result.document.tasks[0].parent_id == "old"


def test_a_parent_that_is_nowhere_is_said_and_the_task_stays() -> None:
    result = _read(tasks=[_task("child", parentId="nowhere")])
    assert result.document.tasks[0].parent_id is None
    assert [each.reason for each in result.verdicts[0].remarks] == [Reason.PARENT_MISSING]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_each_row_of_a_cycle_is_an_error_and_what_hangs_below_stays(size: int) -> None:
    """And nothing is followed for ever (vikunja#2487)."""
    cycle = [_task(f"c{number}", parentId=f"c{(number + 1) % size}") for number in range(size)]
    rows = [_task("below", parentId="c0"), *cycle, _task("other")]
    result = _read(tasks=rows)
    reasons = {each.title: each.reason for each in result.verdicts}
    assert reasons == {
        "BELOW": Reason.NEW,
        "OTHER": Reason.NEW,
        **{f"C{number}": Reason.PARENT_CYCLE for number in range(size)},
    }
    assert [(task.source_id, task.parent_id) for task in result.document.tasks] == [
        *(("below", None), ("other", None)),
    ]


def test_a_cycle_with_what_was_imported_before_is_found() -> None:
    known = {Kind.TASK: {"a", "b"}}
    result = _read(known, tasks=[_task("a", parentId="b"), _task("b", parentId="a")])
    assert [each.reason for each in result.verdicts] == [Reason.PARENT_CYCLE] * 2


def test_ten_thousand_tasks_in_one_chain_are_raised() -> None:
    chain = [_task(f"t{number}", parentId=f"t{number - 1}") for number in range(10_000)]
    tasks = _read(tasks=chain).document.tasks
    depths: dict[str | None, int] = {None: 0}
    for task in tasks:
        depths[task.source_id] = depths[task.parent_id] + 1
    assert max(depths.values()) == DEPTH_MAX


def test_one_bad_row_of_each_kind_does_not_stop_the_others() -> None:
    result = _read(
        projects=[{"sourceId": "p", "name": " "}, {"sourceId": "q", "name": "Q"}],
        sections=[{"sourceId": "s", "projectId": "p", "name": "S"}],
        tasks=[{"title": "no id"}, _task("a", projectId="p", sectionId="s"), _task("a"), "text"],
        comments=[
            {"sourceId": "c", "taskId": "gone", "text": "x"},
            {"sourceId": "d", "taskId": "a", "text": " "},
        ],
        relations=[
            {"sourceId": "r", "kind": "likes", "fromId": "a", "toId": "b"},
            {"sourceId": "t", "kind": "blocks", "fromId": "a", "toId": "a"},
        ],
        reminders=[
            {"sourceId": "m", "taskId": "a"},
            {"sourceId": "n", "taskId": "a", "minutesBefore": -5},
            {"sourceId": "o", "taskId": "a", "minutesBefore": 5},
        ],
    )
    assert [each.reason for each in result.verdicts] == [
        *(Reason.NAME_MISSING, Reason.NEW, Reason.PROJECT_UNKNOWN, Reason.ID_MISSING),
        *(Reason.NEW, Reason.ID_TWICE, Reason.TASK_MISSING, Reason.TEXT_MISSING),
        *(Reason.VALUE, Reason.VALUE, Reason.VALUE, Reason.VALUE, Reason.NEW),
    ]
    (task,) = result.document.tasks
    assert (task.project_id, task.section_id) == (None, None)
    assert [each.source_id for each in result.document.reminders] == ["o"]


def test_what_is_too_long_is_kept_as_far_as_it_can_be() -> None:
    title, tags = "t" * 2000, [f"{number:03}" for number in range(60)]
    result = _read(tasks=[_task("a", title=title, notes="n" * 40_000, tags=[*tags, "x" * 101])])
    (task,) = result.document.tasks
    assert (len(task.title), len(task.notes), len(task.tags)) == (1024, 32_768, 50)
    assert task.notes.startswith(title)
    assert {each.reason for each in result.verdicts[0].remarks} == {
        *(Reason.TITLE_SHORTENED, Reason.TEXT_SHORTENED, Reason.TAGS_LEFT_OUT),
    }


def test_values_that_cannot_be_kept_are_said() -> None:
    fields = {
        "dueOn": "1066-10-14",
        "startOn": "soon",
        "dueTime": "10:00",
        "durationMinutes": 0,
        "priority": "urgent",
        "recurrence": {"rule": "FREQ=HOURLY", "start": "2026-01-01"},
    }
    result = _read(
        tasks=[
            _task("a", **fields),
            _task("b", dueOn="2026-01-01", dueTime="10:00", dueZone="Mars/Olympus"),
        ]
    )
    assert {each.reason for each in result.verdicts[0].remarks} == {
        *(Reason.DATE_OUT_OF_RANGE, Reason.DATE_NOT_READ, Reason.TIME_WITHOUT_DATE),
        *(Reason.DURATION_NOT_READ, Reason.PRIORITY_NOT_READ, Reason.RECURRENCE_NOT_READ),
    }
    assert [each.reason for each in result.verdicts[1].remarks] == [Reason.ZONE_UNKNOWN]


def test_an_inbox_with_sections_stays_a_project() -> None:
    text = "TYPE,CONTENT,INDENT\ntask,A,1\nsection,S,\ntask,B,1\n"
    (project,) = read(text, filename="Inbox [1].csv").document.projects
    assert (project.name, project.is_inbox) == ("Inbox", False)
    result = read("TYPE,CONTENT,INDENT\ntask,A,1\n", filename="Inbox [1].csv")
    assert (result.document.projects, result.document.tasks[0].project_id) == ((), None)
    assert result.verdicts[0].reason is Reason.INBOX


def test_the_same_file_gives_the_same_ids() -> None:
    text = "TYPE,CONTENT,INDENT\ntask,A,1\ntask,A,1\ntask,B,2\n"
    once, twice = (read(text, filename="X.csv").document for _ in range(2))
    assert once == twice
    ids = [task.source_id for task in once.tasks]
    assert len(set(ids)) == 3
    again = read(text, filename="X.csv", known={Kind.TASK: set(ids)})
    assert [each.action for each in again.verdicts[1:]] == [Action.KNOWN] * 3


def _due(zone: str | None, moment: str) -> object:
    value = [
        {
            "id": "l",
            "displayName": "L",
            "tasks": [
                {"id": "1", "title": "A", "dueDateTime": {"dateTime": moment, "timeZone": "UTC"}}
            ],
        }
    ]
    context = Context(today=TODAY, now=NOW, zone=zone)
    return import_file(json.dumps(value).encode(), context).document.tasks[0].due_on


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        (None, "2026-03-06T00:00:00.0000000", "2026-03-06"),
        (None, "2026-03-05T23:00:00.0000000", "2026-03-06"),
        (None, "2026-03-06T08:00:00.0000000", "2026-03-06"),
        ("Pacific/Auckland", "2026-03-05T11:00:00.0000000", "2026-03-06"),
        ("America/Los_Angeles", "2026-03-06T08:00:00.0000000", "2026-03-06"),
    ],
)
def test_a_due_date_of_microsoft_is_the_date_of_the_person(
    zone: str | None, moment: str, day: str
) -> None:
    assert str(_due(zone, moment)) == day
