"""What the members of a state machine do besides plain changes, and devices that follow the sync.

Left out, until they are mended, are what is known to be wrong: undoing a split (it may leave both
parts or none), undoing a move (of which one half may be out of reach), and restoring a task that
named something, which may be gone by now.
"""

from datetime import date, timedelta
from typing import Any

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule

from support.shared_space import Json, Seen, SharedSpace
from support.syncing import SyncClient

members = st.sampled_from(["ada", "bob"])
devices = st.sampled_from(["phone", "laptop", "tablet"])
limits = st.sampled_from([1, 3, 200])
numbers = st.integers(0, 9)
fields_of_plans = st.sampled_from(
    [{"title": "planned"}, {"completed": True}, {"tags": ["planned"]}]
)
fields_of_parts = st.sampled_from(
    [{"title": "from here on"}, {"recurrence": {"rule": "FREQ=WEEKLY"}}]
)
# Series that have come so far have soon come to the last day that the API takes.
LATE = "2900"
# What a task of the trash may not name, as long as that may be gone.
NAMED = ("projectId", "sectionId", "parentId", "assigneeId")
PLAN_GONE = {404, 409}


class SeriesRules(RuleBasedStateMachine):
    """Rules on series, spaces, order, trash and plans; `Household` says how they are done."""

    tasks = Bundle("tasks")

    shared: SharedSpace
    now: Seen

    def __init__(self) -> None:
        super().__init__()
        self.syncing: dict[str, SyncClient] = {}
        self.plans: list[tuple[str, str]] = []
        # The changes that are not undone here.
        self.not_undone: set[str] = set()

    def change(
        self, who: str, method: str, path: str, body: Json | None = None, **headers: str
    ) -> httpx2.Response:
        raise NotImplementedError

    # Series.

    @rule(who=members, number=numbers, later=st.integers(0, 2))
    def skip(self, who: str, number: int, later: int) -> None:
        if found := self.recurring(number):
            self.of_series(who, found, "skip", {"occurrenceOn": day_of(found, later)})

    @rule(who=members, number=numbers, begin=st.integers(0, 9), days=st.integers(1, 40))
    def pause_and_resume(self, who: str, number: int, begin: int, days: int) -> None:
        """For some days, of which the last are taken back in half of the cases."""
        if not (found := self.recurring(number)):
            return
        end = day_of(found, begin + days)
        body = {"startOn": day_of(found, begin), "resumedOn": end}
        answer = self.of_series(who, found, "pause", body)
        if answer.status_code == 200 and days % 2:
            resumed = day_of(found, begin + days // 2)
            self.of_series(who, found, "resume", {"resumedOn": resumed})

    @rule(
        target=tasks, who=members, number=numbers, later=st.integers(0, 3), changes=fields_of_parts
    )
    def split(self, who: str, number: int, later: int, changes: Json) -> Any:  # noqa: ANN401
        if not (found := self.recurring(number)):
            return multiple()
        body = {"occurrenceOn": day_of(found, later), "changes": changes}
        answer = self.of_series(who, found, "split", body)
        if answer.status_code != 200:
            return multiple()
        self.leave_out(answer)
        following = answer.json()["following"]["id"]
        return multiple() if following == found["id"] else following

    @rule(who=members, number=numbers)
    def complete(self, who: str, number: int) -> None:
        if found := self.recurring(number):
            self.change(who, "PATCH", f"/tasks/{found['id']}", {"completed": True})

    def recurring(self, number: int) -> Json | None:
        """One of the tasks that recur and are open, in the order of lists."""
        found = [each for each in self.now.values() if each["recurrence"]]
        still = [each for each in found if not each["completedAt"] and each["dueOn"] < LATE]
        return still[number % len(still)] if still else None

    def of_series(self, who: str, task: Json, act: str, body: Json) -> httpx2.Response:
        return self.change(who, "POST", f"/tasks/{task['id']}/recurrence/{act}", body)

    # Places.

    @rule(who=members, number=numbers, where=st.integers(0, 2))
    def move(self, who: str, number: int, where: int) -> None:
        """To the shared space, or to the own one of either."""
        if not (task := self.some(number)):
            return
        body = {"spaceId": self.shared.spaces[where]}
        answer = self.change(who, "POST", f"/tasks/{task}/move", body)
        if answer.status_code == 200:
            assert self.now[task]["spaceId"] == self.shared.spaces[where]
            self.leave_out(answer)

    @rule(who=members, number=numbers, other=numbers, is_after=st.booleans())
    def drag(self, who: str, number: int, other: int, is_after: bool) -> None:
        """Beside another task of the same space."""
        if not (task := self.some(number)):
            return
        space = self.now[task]["spaceId"]
        beside = [
            each["id"]
            for each in self.now.values()
            if each["spaceId"] == space and each["id"] != task
        ]
        if not beside:
            return
        near = beside[other % len(beside)]
        body = {"afterId" if is_after else "beforeId": near}
        answer = self.change(who, "POST", f"/tasks/{task}/place", body)
        if answer.status_code == 200:
            own, theirs = (self.now[each]["position"] for each in (task, near))
            assert own > theirs if is_after else own < theirs

    @rule(who=members, number=numbers, is_new=st.booleans())
    def trash_and_restore(self, who: str, number: int, is_new: bool) -> None:
        """Delete something in half of the cases, and take back what is in the trash."""
        if is_new and (task := self.some(number)):
            self.change(who, "DELETE", f"/tasks/{task}")
        items = self.shared.ask(who, "GET", "/trash").json()["items"]
        known = [each["task"] for each in items if not any(each["task"][name] for name in NAMED)]
        if not known:
            return
        first = known[number % len(known)]
        answer = self.change(who, "POST", f"/trash/{first['id']}/restore")
        if answer.status_code == 200:
            assert self.now[first["id"]]["title"] == first["title"]

    def some(self, number: int) -> str | None:
        """One of the tasks that somebody sees, in the order of lists."""
        ids = list(self.now)
        return ids[number % len(ids)] if ids else None

    # Plans.

    @rule(who=members, number=numbers, body=fields_of_plans)
    def plan(self, who: str, number: int, body: Json) -> None:
        before = self.now
        if not (task := self.some(number)):
            return
        dry = {"Dry-Run": "true"}
        answer = self.change(who, "PATCH", f"/tasks/{task}", body, **dry)
        assert self.now == before, "a plan changes nothing"
        if answer.status_code == 202:
            self.plans.append((who, answer.json()["id"]))

    @rule(number=numbers)
    def apply_plan(self, number: int) -> None:
        """Once: a second time, or after another change of the task, nothing happens."""
        if not self.plans:
            return
        who, plan = self.plans[-1 - number % len(self.plans)]
        answer = self.change(who, "POST", f"/plans/{plan}/apply")
        if answer.status_code == 200:
            before = self.now
            again = self.change(who, "POST", f"/plans/{plan}/apply")
            assert again.status_code in PLAN_GONE
            assert self.now == before

    # Devices that follow the sync.

    @rule(device=devices, limit=limits)
    def sync(self, device: str, limit: int) -> None:
        self.pull(device, limit)

    def pull(self, device: str, limit: int) -> bool:
        """Get one page; whether there are more."""
        kept = self.syncing.setdefault(device, SyncClient(self.shared.client, {}))
        after = "" if kept.cursor is None else f"&after={kept.cursor}"
        who = "ada" if device == "phone" else "bob"
        page = self.shared.ask(who, "GET", f"/sync?limit={limit}{after}").json()
        kept.apply(page)
        return bool(page["hasMore"])

    def begin_to_follow(self) -> None:
        """Let two devices have what is there at first, so that all else comes as changes."""
        for device in ("phone", "tablet"):
            while self.pull(device, 200):
                pass

    def synced(self) -> dict[str, SyncClient]:
        """What each device has in the end, and what one has that loads everything then."""
        for device in {*self.syncing, "laptop"}:
            while self.pull(device, 200):
                pass
        return self.syncing

    def leave_out(self, answer: httpx2.Response) -> None:
        if "change-id" in answer.headers:
            self.not_undone.add(answer.headers["change-id"])


def day_of(task: Json, later: int) -> str:
    """So many days after the day that the rule gave for the open occurrence."""
    first = date.fromisoformat(task["recurrence"]["originalOn"])
    return str(first + timedelta(days=later))
