"""A viewer changes nothing of a space, by any operation of the API's document.

Whatever changes something is tried, so that a new operation is as well: what a person has of their
own, beside all spaces, is named here one by one.
"""

import json
from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.household import SharedSpace
from support.objects import GUEST, Made, Maker
from support.operations import MUTATIONS, QUERIES, Operation
from taskora_api.openapi import DOCUMENT
from taskora_api.spaces.personal import personal_space_id

# What is of the person alone, whatever they may do in a space.
OWN = {
    *("createAccessToken", "revokeAccessToken", "revokeAllAccessTokens"),
    *("createAppPassword", "revokeAppPassword"),
    *("createCalendarFeed", "rotateCalendarFeed", "revokeCalendarFeed"),
    *("createChannel", "deleteChannel", "verifyChannel", "testChannel"),
    *("sendChatMessage", "stopConversation", "renameConversation", "deleteConversation"),
    *("createReminder", "replaceReminder", "deleteReminder"),
    *("replaceReminderSettings", "updateReadingSettings"),
    *("createSpace", "acceptInvitation"),
}
OF_SPACES = [operation for operation in MUTATIONS if operation.name not in OWN]
# Nothing of a space that is deleted is there for those who cannot restore it.
STATUSES = {"restoreSpace": 404}


def _name(operation: Operation) -> str:
    return operation.name


def _takes_dry_run(operation: Operation) -> bool:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    described = document["paths"][operation.path][operation.method.lower()]
    return any(each["name"] == "Dry-Run" for each in described["parameters"])


WAYS = [
    pytest.param(operation, header, id=f"{operation.name}{', dry' if header else ''}")
    for operation in OF_SPACES
    for header in ({}, *([{"Dry-Run": "true"}] if _takes_dry_run(operation) else []))
]


def test_what_is_of_the_person_alone_is_known_by_its_name() -> None:
    assert OWN < {operation.name for operation in MUTATIONS}


@pytest.mark.parametrize(("operation", "header"), WAYS)
async def test_a_viewer_changes_nothing_of_a_space(
    client: httpx2.AsyncClient,
    headers: Headers,
    person: str,
    operation: Operation,
    header: dict[str, str],
) -> None:
    """Not even what they have made themselves, when they were an owner of it."""
    shared = await SharedSpace(client, headers, person).make()
    viewer = await shared.let_in(role="editor")
    await _let_be(shared, viewer, "owner")
    made = await _make(shared, operation, viewer)
    await _let_be(shared, viewer, "viewer")
    if operation.name == "restoreSpace":
        await shared.call(person, "DELETE", f"/spaces/{shared.id}")
    sent: dict[str, Any] = {
        "method": operation.method,
        "url": operation.url(made.id, **made.others),
        "json": None if operation.file else _body(operation, made, shared, viewer),
        "content": operation.file,
        "params": _query(operation, shared),
    }
    before = await _state(shared)
    refused = await client.request(**sent, headers=headers(viewer) | header)
    assert refused.status_code == STATUSES.get(operation.name, 403), refused.text
    assert await _state(shared) == before
    # The same request is one that an owner may make.
    owner = person
    if operation.name != "restoreSpace":
        await _let_be(shared, viewer, "owner")
        owner = viewer
    done = await client.request(**sent, headers=headers(owner) | header)
    assert done.is_success, done.text


async def _make(shared: SharedSpace, operation: Operation, who: str) -> Made:
    if operation.name == "restoreSpace":
        return Made(shared.id)
    maker = Maker(shared.client, shared.headers(who), shared.headers(GUEST), shared.id)
    if operation.name == "moveTask":
        return await maker.make("updateTask", "/api/v1/tasks/{id}")
    return await maker.make(operation.name, operation.path)


def _body(operation: Operation, made: Made, shared: SharedSpace, viewer: str) -> Any:  # noqa: ANN401
    if operation.name == "moveTask":
        return {"spaceId": str(personal_space_id(viewer))}
    body = {**(operation.body or {}), **made.body}
    if operation.name == "changeTasks":
        return body | {"filter": "title:mine"}
    if not operation.has_id:
        body["spaceId"] = shared.id
    return body or None


def _query(operation: Operation, shared: SharedSpace) -> dict[str, str]:
    query = dict(QUERIES.get(operation.name, {}))
    return query | {"spaceId": shared.id} if operation.file else query


async def _let_be(shared: SharedSpace, who: str, role: str) -> None:
    await shared.call(shared.owner, "PATCH", f"/spaces/{shared.id}/members/{who}", {"role": role})


async def _state(shared: SharedSpace) -> list[Any]:
    """All that an owner sees of the space, and how far its ledger has grown."""
    listed = []
    for path in (
        *("/spaces", "/deleted-spaces"),
        f"/activity?spaceId={shared.id}&limit=1",
        f"/spaces/{shared.id}/members",
        f"/spaces/{shared.id}/invitations",
    ):
        answer = await shared.client.get(f"/api/v1{path}", headers=shared.headers(shared.owner))
        found = answer.json()
        found.pop("requestId", None)
        listed.append(found)
    return listed
