"""Anything that two members do on three devices, in any order, keeps what the ledger promises.

`TASKORA_TEST_MACHINE_EXAMPLES` sets how many lives of a space are tried, 8 by default and 40 in the
long form, and `TASKORA_TEST_MACHINE_STEPS` how many steps each has, 40 by default.
"""

import asyncio
import os
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from conftest import Headers
from support import examples
from support.machine_of_series import SeriesRules
from support.shared_space import Json, Seen, SharedSpace, states_of
from taskora_api.database.engine import Database

pytestmark = pytest.mark.long

EXAMPLES = int(os.environ.get("TASKORA_TEST_MACHINE_EXAMPLES", "40" if examples.IS_LONG else "8"))
IS_LONG = EXAMPLES > 8
PHASES = [Phase.generate, Phase.shrink] if IS_LONG else [Phase.generate]
STEPS = int(os.environ.get("TASKORA_TEST_MACHINE_STEPS", "40"))
BOOKKEEPING = {"version", "updatedAt"}
REFERENCES = {"projectId", "sectionId", "parentId", "assigneeId"}
DEPTH_MAX = 10

members = st.sampled_from(["ada", "bob"])
titles = st.sampled_from(["milk", "Müll", "a" + "\u0301" * 9, "🏳️‍🌈"])
days = st.sampled_from([None, "2030-01-31", "2030-02-28", "2999-12-31"])
tags = st.lists(st.sampled_from(["home", "Home", "ß", "SS", "İ", "late"]), max_size=4)
rules_of_tasks = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=WEEKLY;COUNT=2", "FREQ=YEARLY"),
        "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD",
    ]
)
recurrences = st.fixed_dictionaries(
    {"rule": rules_of_tasks},
    optional={
        "anchor": st.sampled_from(["due", "completion"]),
        "catchUp": st.booleans(),
    },
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "title": titles,
        "notes": st.sampled_from(["", "n", "# long\n" + "n" * 500]),
        "priority": st.sampled_from(["none", "low", "high"]),
        "tags": tags,
        "startOn": days,
        "deadlineOn": days,
        "dueOn": days,
        "dueTime": st.sampled_from([None, "09:00", "17:30"]),
        "dueZone": st.sampled_from([None, "Europe/Berlin"]),
        "durationMinutes": st.sampled_from([None, 30]),
        "recurrence": st.none() | recurrences,
        "completed": st.booleans(),
    },
)


@dataclass(frozen=True)
class Done:
    """A change: what each task was before it and after it, None where it was not there."""

    change_id: str
    before: Seen
    after: Seen


@dataclass
class Devices:
    """What each device has seen of the tasks; the tablet is brought up to date by hand alone."""

    seen: dict[str, Seen] = field(default_factory=lambda: {"phone": {}, "laptop": {}, "tablet": {}})


class Household(SeriesRules):
    """One shared space, and what its members do."""

    tasks = Bundle("tasks")
    projects = Bundle("projects")
    sections = Bundle("sections")
    comments = Bundle("comments")
    relations = Bundle("relations")

    def __init__(self, shared: SharedSpace) -> None:
        super().__init__()
        self.shared = shared
        self.role: str | None = "editor"
        self.devices = Devices()
        self.now: Seen = {}
        self.done: list[Done] = []
        self.known: set[str] = set()
        self.versions: dict[str, int] = {}
        self.past: list[tuple[str, int, list[Json]]] = []
        self.last_steps: tuple[Seen, Seen] = ({}, {})

    @initialize(target=tasks)
    def begin(self) -> Any:  # noqa: ANN401
        """Some tasks are there from the start, so that what follows meets."""
        rules = [
            {"rule": "FREQ=DAILY"},
            {"rule": "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD", "anchor": "completion"},
        ]
        series: list[Json] = [{"dueOn": "2030-01-31", "recurrence": rule} for rule in rules]
        bodies = [{}, *series]
        added = [self.add("ada", "milk", own=False, more=body) for body in bodies]
        self.begin_to_follow()
        return multiple(*added)

    @initialize(target=projects)
    def begin_with_a_project(self) -> Any:  # noqa: ANN401
        return self.add_project("ada", own=False)

    # What people do.

    @rule(target=tasks, who=members, title=titles, own=st.booleans(), more=fields)
    def add(self, who: str, title: str, own: bool, more: Json) -> Any:  # noqa: ANN401
        more = {name: value for name, value in more.items() if name != "completed"}
        space = {} if own else {"spaceId": self.shared.space}
        answer = self.change(who, "POST", "/tasks", {**more, "title": title, **space})
        if answer.status_code != 201:
            return multiple()
        self.known.add(answer.json()["id"])
        return answer.json()["id"]

    @rule(who=members, task=tasks, body=fields)
    def edit(self, who: str, task: str, body: Json) -> None:
        self.change(who, "PATCH", f"/tasks/{task}", body)

    @rule(who=members, task=tasks, parent=tasks | st.none())
    def put_below(self, who: str, task: str, parent: str | None) -> None:
        self.change(who, "PATCH", f"/tasks/{task}", {"parentId": parent})

    @rule(
        who=members,
        task=tasks,
        project=projects | st.none(),
        section=sections | st.none(),
    )
    def place(self, who: str, task: str, project: str | None, section: str | None) -> None:
        body: Json = {"projectId": project}
        if section is not None:
            body["sectionId"] = section
        self.change(who, "PATCH", f"/tasks/{task}", body)

    @rule(who=members, task=tasks, whom=members)
    def assign(self, who: str, task: str, whom: str) -> None:
        body = {"assigneeId": self.shared.member(whom)}
        self.change(who, "PATCH", f"/tasks/{task}", body)

    @rule(who=members, task=tasks)
    def delete(self, who: str, task: str) -> None:
        self.change(who, "DELETE", f"/tasks/{task}")

    @rule(one=members, other=members, task=tasks)
    def complete_one_occurrence_twice(self, one: str, other: str, task: str) -> None:
        seen = self.now.get(task)
        if seen is None or not seen["recurrence"] or seen["completedAt"]:
            return
        body = {"completed": True, "occurrenceOn": seen["recurrence"]["originalOn"]}
        first = self.change(one, "PATCH", f"/tasks/{task}", body)
        if first.status_code == 200:
            again = self.change(other, "PATCH", f"/tasks/{task}", body)
            if again.status_code == 200:
                assert again.json() == first.json(), "one occurrence has one successor"

    @rule(task=tasks, device=st.sampled_from(["phone", "laptop", "tablet"]), title=titles)
    def edit_what_was_seen(self, task: str, device: str, title: str) -> None:
        who = "ada" if device == "phone" else "bob"
        seen = self.devices.seen[device].get(task)
        if seen is None:
            return
        version = f'"{seen["version"]}"'
        there = self.visible(who).get(task)
        condition = {"If-Match": version}
        answer = self.change(who, "PATCH", f"/tasks/{task}", {"title": title}, **condition)
        if there is None:
            assert answer.status_code == 404
        elif answer.status_code != 403:
            assert answer.status_code == (200 if there["version"] == seen["version"] else 412)

    @rule(device=st.sampled_from(["phone", "laptop", "tablet"]))
    def bring_up_to_date(self, device: str) -> None:
        self.devices.seen[device] = dict(self.visible("ada" if device == "phone" else "bob"))

    @rule(who=members, number=st.integers(0, 9) | st.integers(0, 60))
    def undo(self, who: str, number: int) -> None:
        """Take back what was done that many changes ago, by whomever."""
        if not self.done:
            return
        done = self.done[-1 - number % len(self.done)]
        if done.change_id in self.not_undone:
            return
        answer = self.change(who, "POST", f"/changes/{done.change_id}/undo")
        before, after = self.last_steps
        if answer.status_code == 200 and answer.headers.get("change-id"):
            assert_taken_back(done, before, after)

    # Places, and what stands beside tasks.

    @rule(target=projects, who=members, own=st.booleans())
    def add_project(self, who: str, own: bool) -> Any:  # noqa: ANN401
        space = {} if own else {"spaceId": self.shared.space}
        return self.made(self.change(who, "POST", "/projects", {"name": "kitchen", **space}))

    @rule(target=sections, who=members, project=projects)
    def add_section(self, who: str, project: str) -> Any:  # noqa: ANN401
        return self.made(
            self.change(who, "POST", f"/projects/{project}/sections", {"name": "floor"})
        )

    @rule(
        who=members,
        place=st.tuples(st.just("projects"), projects) | st.tuples(st.just("sections"), sections),
        body=st.sampled_from([{"archived": True}, {"archived": False}, {"afterId": None}]),
    )
    def change_place(self, who: str, place: tuple[str, str], body: Json) -> None:
        self.change(who, "PATCH", f"/{place[0]}/{place[1]}", body)

    @rule(
        who=members,
        place=st.tuples(st.just("projects"), projects) | st.tuples(st.just("sections"), sections),
    )
    def delete_place(self, who: str, place: tuple[str, str]) -> None:
        self.change(who, "DELETE", f"/{place[0]}/{place[1]}")

    @rule(target=comments, who=members, task=tasks)
    def say(self, who: str, task: str) -> Any:  # noqa: ANN401
        return self.made(self.change(who, "POST", f"/tasks/{task}/comments", {"text": "two"}))

    @rule(who=members, comment=comments, text=st.sampled_from(["three", None]))
    def change_comment(self, who: str, comment: str, text: str | None) -> None:
        method = "DELETE" if text is None else "PATCH"
        body = None if text is None else {"text": text}
        self.change(who, method, f"/comments/{comment}", body)

    @rule(
        target=relations,
        who=members,
        one=tasks,
        other=tasks,
        kind=st.sampled_from(["blocks", "duplicates"]),
    )
    def relate(self, who: str, one: str, other: str, kind: str) -> Any:  # noqa: ANN401
        body = {"toId": other, "kind": kind}
        return self.made(self.change(who, "POST", f"/tasks/{one}/relations", body))

    @rule(who=members, relation=relations)
    def end_relation(self, who: str, relation: str) -> None:
        self.change(who, "DELETE", f"/relations/{relation}")

    # Who may.

    @rule(role=st.sampled_from(["editor", "viewer", None]))
    def decide_on_bob(self, role: str | None) -> None:
        path = f"/spaces/{self.shared.space}/members/{self.shared.member('bob')}"
        if self.role is None:
            if role is not None:
                self.shared.let_in(role)
        elif role is None:
            assert self.change("bob", "DELETE", path).status_code == 204
        else:
            assert self.change("ada", "PATCH", path, {"role": role}).status_code == 200
        self.role = role

    # What holds.

    @rule(number=st.integers(0, 999))
    def read_the_past(self, number: int) -> None:
        if self.past:
            space, sequence, states = self.past[number % len(self.past)]
            who = "bob" if space == self.shared.spaces[2] else "ada"
            assert self.shared.history(who, space, sequence) == states
            assert (
                self.shared.ask("eve", "GET", f"/spaces/{space}/history/{sequence}").status_code
                == 404
            )

    @invariant()
    def nobody_sees_what_is_not_theirs(self) -> None:
        shared, adas, bobs = self.shared.spaces
        spaces = {task["spaceId"] for task in self.shared.seen("bob").values()}
        assert spaces <= ({bobs} if self.role is None else {bobs, shared})
        assert {task["spaceId"] for task in self.shared.seen("ada").values()} <= {adas, shared}
        assert self.shared.seen("eve") == {}

    @invariant()
    def no_task_is_lost_and_none_names_what_is_gone(self) -> None:
        assert self.known - self.now.keys() <= self.shared.trashed()
        assert self.shared.dangling() == []
        for task in self.now.values():
            assert_sound(task, self.now)

    def teardown(self) -> None:
        """Whoever followed the sync has what is there, as it is, and nothing else."""
        for device, kept in self.synced().items():
            there = self.visible("ada" if device == "phone" else "bob")
            assert {task["id"]: task for task in kept.of("task")} == there, device
        assert self.shared.faults() == []

    # How it is done.

    def change(
        self, who: str, method: str, path: str, body: Json | None = None, **headers: str
    ) -> httpx2.Response:
        """Send a request, and compare all tasks before and after it."""
        before = self.now
        answer = self.shared.ask(who, method, path, body, **headers)
        self.now = self.visible("ada") | self.visible("bob")
        self.last_steps = (before, self.now)
        if answer.status_code >= 400:
            assert self.now == before, "what is refused changes nothing"
        for task_id, task in self.now.items():
            if task != before.get(task_id):
                moved = differing(before.get(task_id), task) <= {"position"}
                last = self.versions.get(task_id, 0)
                assert task["version"] > last or (moved and task["version"] == last)
                self.versions[task_id] = task["version"]
        if "change-id" in answer.headers:
            self.note(answer.headers["change-id"])
        self.remember()
        return answer

    def visible(self, who: str) -> Seen:
        return self.shared.seen(who)

    def remember(self) -> None:
        for who, space in zip(("ada", "ada", "bob"), self.shared.spaces, strict=True):
            sequence = self.shared.sequence(who, space)
            if sequence:
                self.past.append((space, sequence, states_of(self.now, space)))

    def note(self, change_id: str) -> None:
        before, after = self.last_steps
        touched = [
            each for each in before.keys() | after.keys() if before.get(each) != after.get(each)
        ]
        done = Done(
            change_id,
            {each: before[each] for each in touched if each in before},
            {each: after[each] for each in touched if each in after},
        )
        if all(done.change_id != each.change_id for each in self.done):
            self.done.append(done)

    def made(self, answer: httpx2.Response) -> Any:  # noqa: ANN401 - what a bundle takes.
        return answer.json()["id"] if answer.status_code == 201 else multiple()


def differing(one: Json | None, other: Json | None) -> set[str]:
    """The fields in which two states of a task differ, but for those that always do."""
    if one is None or other is None:
        return {"id"}
    return {name for name in other if one[name] != other[name]} - BOOKKEEPING


def assert_taken_back(done: Done, before: Seen, after: Seen) -> None:
    """An undo touches what its change has touched, and only where that is as the change left it."""
    for task_id in before.keys() | after.keys():
        was, now = before.get(task_id), after.get(task_id)
        if was == now:
            continue
        first, left = done.before.get(task_id), done.after.get(task_id)
        if was is None:
            assert left is None
            different = differing(first, now)
            assert now is not None
            assert all(name in REFERENCES and now[name] is None for name in different)
        elif now is None:
            assert first is None
            assert differing(left, was) <= {"position"}
        else:
            assert first is not None
            assert left is not None
            for name in differing(was, now) - {"tags"}:
                assert (was[name], now[name]) == (left[name], first[name]), name
            added_since = set(was["tags"]) - set(left["tags"])
            assert added_since <= set(now["tags"])


def assert_sound(task: Json, tasks: Seen) -> None:
    """The fields of a task go with each other, and it is below no other too often."""
    assert task["dueOn"] or not (task["dueTime"] or task["recurrence"])
    assert task["dueTime"] or not task["dueZone"]
    assert task["projectId"] or not task["sectionId"]
    folded = [tag.casefold() for tag in task["tags"]]
    assert len(set(folded)) == len(folded)
    levels = 1
    while task["parentId"]:
        task = tasks[task["parentId"]]
        levels += 1
        assert levels <= DEPTH_MAX


@pytest.mark.hypothesis
@pytest.mark.timeout(0 if IS_LONG else 300)
async def test_whatever_members_do_the_ledger_holds(
    client: httpx2.AsyncClient, headers: Headers, database: Database
) -> None:
    loop = asyncio.get_running_loop()

    def run() -> None:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            lambda: Household(SharedSpace(client, headers, database, loop)),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
                # Finding the shortest life that fails takes minutes; the long form does it.
                phases=PHASES,
            ),
        )

    await asyncio.to_thread(run)
