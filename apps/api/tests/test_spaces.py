"""Spaces: who may see and change what, and how somebody becomes a member."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.tasks import Tasks
from taskora_api.spaces.invitations import InvitationService
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import NewInvitation

API = "/api/v1"
JSON = dict[str, Any]


class Household:
    """A space of an owner, and whoever is let in."""

    def __init__(self, client: httpx2.AsyncClient, headers: Headers, space: JSON, owner: str):
        self.client = client
        self._headers = headers
        self.space = space
        self.owner = owner

    @property
    def path(self) -> str:
        return f"/spaces/{self.space['id']}"

    async def call(
        self, who: str, method: str, path: str, body: JSON | None = None
    ) -> httpx2.Response:
        return await self.client.request(method, API + path, json=body, headers=self._headers(who))

    async def invite(self, **options: object) -> JSON:
        body = {"role": "editor", **options}
        made = await self.call(self.owner, "POST", f"{self.path}/invitations", body)
        assert made.status_code == 201, made.text
        invitation: JSON = made.json()
        return invitation

    async def let_in(self, role: str) -> str:
        who = f"{role}-{uuid4().hex}"
        invitation = await self.invite(role=role)
        joined = await self.call(
            who, "POST", "/invitations/accept", {"secret": invitation["secret"], "memberName": who}
        )
        assert joined.status_code == 200, joined.text
        return who

    def tasks(self, who: str) -> Tasks:
        return Tasks(self.client, self._headers(who))

    async def roles(self, who: str) -> dict[str, str]:
        members = (await self.call(who, "GET", f"{self.path}/members")).json()["items"]
        return {each["memberId"]: each["role"] for each in members}


@pytest.fixture
async def household(client: httpx2.AsyncClient, headers: Headers, person: str) -> Household:
    """A space of the person of this test."""
    made = await client.post(f"{API}/spaces", json={"name": "home"}, headers=headers(person))
    assert made.status_code == 201, made.text
    return Household(client, headers, made.json(), person)


async def test_a_persons_own_space_is_there_before_anything_was_written(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str
) -> None:
    (own,) = (await client.get(f"{API}/spaces", headers=signed_in)).json()["items"]
    assert own["id"] == str(personal_space_id(person))
    assert (own["kind"], own["role"], own["memberCount"]) == ("personal", "owner", 1)
    added = await Tasks(client, signed_in).add("a")
    assert added["spaceId"] == own["id"]
    (written,) = (await client.get(f"{API}/spaces", headers=signed_in)).json()["items"]
    assert {**written, "createdAt": None} == own


async def test_members_see_and_change_the_same_tasks_by_their_roles(household: Household) -> None:
    editor, viewer = await household.let_in("editor"), await household.let_in("viewer")
    owner = household.tasks(household.owner)
    added = await owner.add("buy milk", spaceId=household.space["id"])
    for who in (editor, viewer):
        seen = await household.tasks(who).call("GET", f"/{added['id']}")
        assert seen.json() == added
        assert await household.tasks(who).titles() == ["buy milk"]
    changed = await household.tasks(editor).call(
        "PATCH", f"/{added['id']}", json={"title": "buy oat milk", "assigneeId": viewer}
    )
    assert changed.json()["assigneeId"] == viewer
    assert await owner.titles() == ["buy oat milk"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "", {"title": "x"}),
        ("PATCH", "/{id}", {"title": "x"}),
        ("PATCH", "/{id}", {"completed": True}),
        ("DELETE", "/{id}", None),
        ("POST", "/{id}/comments", {"text": "x"}),
    ],
)
async def test_a_viewer_changes_nothing(
    household: Household, method: str, path: str, body: JSON | None
) -> None:
    viewer = await household.let_in("viewer")
    added = await household.tasks(household.owner).add("a", spaceId=household.space["id"])
    if method == "POST" and not path:
        body = {**(body or {}), "spaceId": household.space["id"]}
    refused = await household.tasks(viewer).call(method, path.format(id=added["id"]), json=body)
    assert refused.status_code == 403
    assert "role" in refused.json()["detail"]
    now = await household.tasks(household.owner).call("GET", f"/{added['id']}")
    assert now.json() == added


async def test_a_viewer_undoes_nothing_and_an_editor_undoes_what_another_did(
    household: Household,
) -> None:
    editor, viewer = await household.let_in("editor"), await household.let_in("viewer")
    owner = household.tasks(household.owner)
    added = await owner.add("a", spaceId=household.space["id"])
    done = await owner.call("PATCH", f"/{added['id']}", json={"title": "b"})
    assert (await household.tasks(viewer).undo(done)).status_code == 403
    assert (await household.tasks(editor).undo(done)).status_code == 200
    assert await owner.titles() == ["a"]


async def test_what_each_member_did_is_listed_for_all_of_them(household: Household) -> None:
    editor = await household.let_in("editor")
    await household.tasks(editor).add("a", spaceId=household.space["id"])
    listed = await household.tasks(household.owner).changes(spaceId=household.space["id"])
    assert listed[0]["memberId"] == editor
    assert (listed[0]["kind"], listed[0]["titles"]) == ("added", ["a"])


async def test_who_is_no_member_cannot_tell_a_space_from_none(household: Household) -> None:
    outsider = f"outsider-{uuid4().hex}"
    nowhere = f"/spaces/{uuid4()}"
    for method, path, body in (
        ("GET", "/members", None),
        ("PATCH", "", {"name": "x"}),
        ("POST", "/invitations", {"role": "editor"}),
        ("GET", "/invitations", None),
        ("DELETE", f"/members/{household.owner}", None),
    ):
        answers = [
            await household.call(outsider, method, where + path, body)
            for where in (household.path, nowhere)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        first, second = (
            {k: v for k, v in answer.json().items() if k != "requestId"} for answer in answers
        )
        assert first == second
    for space_id in (household.space["id"], str(uuid4())):
        added = await household.tasks(outsider).call(
            "POST", json={"title": "x", "spaceId": space_id}
        )
        assert added.status_code == 404


async def test_a_link_lets_in_as_many_as_it_says_and_no_more(household: Household) -> None:
    invitation = await household.invite(uses=2)
    body = {"secret": invitation["secret"]}
    statuses = [
        (
            await household.call(f"p{n}-{uuid4().hex}", "POST", "/invitations/accept", body)
        ).status_code
        for n in range(3)
    ]
    assert statuses == [200, 200, 404]
    assert len(await household.roles(household.owner)) == 3


async def test_who_is_a_member_uses_nothing_up_and_keeps_their_role(household: Household) -> None:
    invitation = await household.invite(role="viewer")
    body = {"secret": invitation["secret"]}
    again = await household.call(household.owner, "POST", "/invitations/accept", body)
    assert again.json()["role"] == "owner"
    newcomer = await household.call("new", "POST", "/invitations/accept", body)
    assert newcomer.json()["role"] == "viewer"


async def test_a_link_that_was_revoked_or_has_expired_lets_nobody_in(
    household: Household, application: FastAPI
) -> None:
    revoked = await household.invite()
    path = f"{household.path}/invitations/{revoked['id']}"
    assert (await household.call(household.owner, "DELETE", path)).status_code == 204
    late = InvitationService(
        application.state.services.tasks.database,
        lambda: datetime.now(UTC) - timedelta(days=8),
    )
    expired_secret = "tski_" + "e" * 40
    await late.create(
        household.owner,
        UUID(household.space["id"]),
        NewInvitation.model_validate({"role": "editor"}),
        expired_secret,
    )
    for secret in (revoked["secret"], expired_secret, "tski_" + "u" * 40):
        refused = await household.call("x", "POST", "/invitations/accept", {"secret": secret})
        assert refused.status_code == 404
        assert secret not in refused.text
    listed = await household.call(household.owner, "GET", f"{household.path}/invitations")
    assert listed.json()["items"] == []


async def test_only_an_owner_decides_on_members(household: Household) -> None:
    editor = await household.let_in("editor")
    for method, path, body in (
        ("PATCH", "", {"name": "mine"}),
        ("PATCH", f"/members/{editor}", {"role": "owner"}),
        ("DELETE", f"/members/{household.owner}", None),
        ("POST", "/invitations", {"role": "editor"}),
    ):
        refused = await household.call(editor, method, household.path + path, body)
        assert refused.status_code == 403, path
    assert await household.roles(editor) == {household.owner: "owner", editor: "editor"}


async def test_a_space_keeps_an_owner(household: Household) -> None:
    editor = await household.let_in("editor")
    own = f"{household.path}/members/{household.owner}"
    for method, body in (("DELETE", None), ("PATCH", {"role": "editor"})):
        refused = await household.call(household.owner, method, own, body)
        assert refused.status_code == 409
    promoted = await household.call(
        household.owner, "PATCH", f"{household.path}/members/{editor}", {"role": "owner"}
    )
    assert promoted.json()["role"] == "owner"
    assert (await household.call(household.owner, "DELETE", own)).status_code == 204
    assert await household.roles(editor) == {editor: "owner"}


async def test_who_has_left_sees_nothing_any_more(household: Household) -> None:
    editor = await household.let_in("editor")
    added = await household.tasks(editor).add("a", spaceId=household.space["id"])
    path = f"{household.path}/members/{editor}"
    assert (await household.call(editor, "DELETE", path)).status_code == 204
    assert (await household.tasks(editor).call("GET", f"/{added['id']}")).status_code == 404
    assert await household.tasks(editor).titles() == []
    assert await household.tasks(editor).changes() == []
    assert await household.tasks(household.owner).titles() == ["a"]


async def test_nobody_is_let_into_a_persons_own_space(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str
) -> None:
    path = f"{API}/spaces/{personal_space_id(person)}"
    for method, suffix, body in (
        ("POST", "/invitations", {"role": "editor"}),
        ("PATCH", "", {"name": "x"}),
        ("DELETE", f"/members/{person}", None),
    ):
        refused = await client.request(method, path + suffix, json=body, headers=signed_in)
        assert refused.status_code == 409


async def test_only_a_member_can_be_assigned(household: Household) -> None:
    refused = await household.tasks(household.owner).call(
        "POST", json={"title": "x", "spaceId": household.space["id"], "assigneeId": "outsider"}
    )
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "assigneeId"


@pytest.mark.parametrize("by", ["themselves", "the owner"])
async def test_the_tasks_of_who_leaves_are_nobodys(household: Household, by: str) -> None:
    viewer = await household.let_in("viewer")
    owner = household.tasks(household.owner)
    fields = {"spaceId": household.space["id"]}
    theirs = await owner.add("theirs", assigneeId=viewer, **fields)
    own = await owner.add("own", assigneeId=household.owner, **fields)
    who = viewer if by == "themselves" else household.owner
    gone = await household.call(who, "DELETE", f"{household.path}/members/{viewer}")
    assert gone.status_code == 204, gone.text
    unassigned = (await owner.call("GET", f"/{theirs['id']}")).json()
    assert (unassigned["assigneeId"], unassigned["version"]) == (None, 2)
    assert (await owner.call("GET", f"/{own['id']}")).json() == own
    found = (await owner.call("GET", "?filter=no:assignee")).json()["items"]
    assert [each["title"] for each in found] == ["theirs"]
    _removal, change, *_ = await owner.changes()
    assert (change["memberId"], change["titles"]) == (who, ["theirs"])
