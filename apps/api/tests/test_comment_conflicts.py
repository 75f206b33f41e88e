"""A comment that was changed since it was seen is not overwritten, where that is asked for."""

import asyncio
from typing import Any

import httpx2
import pytest

from support.tasks import Tasks

COMMENTS = "/api/v1/comments"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _said(tasks: Tasks) -> dict[str, Any]:
    task = await tasks.add("a")
    answer = await tasks.call("POST", f"/{task['id']}/comments", json={"text": "first"})
    assert answer.status_code == 201, answer.text
    comment: dict[str, Any] = answer.json()
    return comment


async def _edit(
    tasks: Tasks, comment: dict[str, Any], text: str, seen: str | None = None
) -> httpx2.Response:
    headers = tasks.headers | ({} if seen is None else {"If-Match": f'"{seen}"'})
    path = f"{COMMENTS}/{comment['id']}"
    return await tasks.client.patch(path, json={"text": text}, headers=headers)


async def _text(tasks: Tasks, comment: dict[str, Any]) -> str:
    answer = await tasks.call("GET", f"/{comment['taskId']}/comments")
    (listed,) = answer.json()["items"]
    return str(listed["text"])


async def test_what_was_said_since_is_not_overwritten(tasks: Tasks) -> None:
    comment = await _said(tasks)
    elsewhere = (await _edit(tasks, comment, "elsewhere", comment["createdAt"])).json()
    refused = await _edit(tasks, comment, "here", comment["createdAt"])
    assert refused.status_code == 412
    assert "comment was changed in the meantime" in refused.json()["detail"]
    assert "change-id" not in refused.headers
    assert await _text(tasks, comment) == "elsewhere"
    done = await _edit(tasks, comment, "here", elsewhere["editedAt"])
    assert done.status_code == 200
    assert await _text(tasks, comment) == "here"


async def test_the_time_that_is_listed_is_the_one_that_is_expected(tasks: Tasks) -> None:
    comment = await _said(tasks)
    await _edit(tasks, comment, "elsewhere")
    (listed,) = (await tasks.call("GET", f"/{comment['taskId']}/comments")).json()["items"]
    assert (await _edit(tasks, comment, "here", listed["editedAt"])).status_code == 200


async def test_an_edit_that_is_undone_is_as_it_was_seen_before(tasks: Tasks) -> None:
    comment = await _said(tasks)
    await tasks.undo(await _edit(tasks, comment, "elsewhere"))
    assert (await _edit(tasks, comment, "here", comment["createdAt"])).status_code == 200


async def test_of_two_changes_of_what_was_seen_at_once_only_one_is_made(tasks: Tasks) -> None:
    comment = await _said(tasks)
    edits = (_edit(tasks, comment, text, comment["createdAt"]) for text in "bcdef")
    answers = await asyncio.gather(*edits)
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 4
    (made,) = [answer.json() for answer in answers if answer.is_success]
    assert await _text(tasks, comment) == made["text"]


@pytest.mark.parametrize("header", [{}, {"If-Match": "*"}])
async def test_who_asks_for_nothing_replaces_whatever_is_said(
    tasks: Tasks, header: dict[str, str]
) -> None:
    comment = await _said(tasks)
    await _edit(tasks, comment, "elsewhere")
    answer = await tasks.client.patch(
        f"{COMMENTS}/{comment['id']}", json={"text": "here"}, headers=tasks.headers | header
    )
    assert answer.status_code == 200
    assert await _text(tasks, comment) == "here"
