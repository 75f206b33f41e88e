"""A change that rests on an old view of a task is refused, when the caller asks for that."""

import asyncio

import httpx2
import pytest

from support.tasks import Tasks


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


def _if(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


async def test_a_version_grows_with_each_change_and_with_nothing_else(tasks: Tasks) -> None:
    added = await tasks.add("a")
    path = f"/{added['id']}"
    bodies = ({"title": "b"}, {"title": "b"}, {"completed": True}, {"completed": True})
    answers = [await tasks.call("PATCH", path, json=body) for body in bodies]
    assert [answer.json()["version"] for answer in answers] == [2, 2, 3, 3]
    assert (await tasks.call("GET", path)).json()["version"] == 3
    assert (await tasks.call("GET")).json()["items"][0]["version"] == 3


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"title": "c"}), ("DELETE", None)])
async def test_an_old_version_is_refused_and_changes_nothing(
    tasks: Tasks, method: str, body: dict[str, str] | None
) -> None:
    added = await tasks.add("a")
    path = f"/{added['id']}"
    elsewhere = (await tasks.call("PATCH", path, json={"title": "CHANGED ELSEWHERE"})).json()
    refused = await tasks.call(method, path, json=body, headers=_if(added["version"]))
    assert refused.status_code == 412
    assert "changed in the meantime" in refused.json()["detail"]
    assert "change-id" not in refused.headers
    assert (await tasks.call("GET", path)).json() == elsewhere
    done = await tasks.call(method, path, json=body, headers=_if(elsewhere["version"]))
    assert done.is_success


async def test_of_two_changes_of_one_version_at_once_only_one_is_made(tasks: Tasks) -> None:
    added = await tasks.add("a")
    path = f"/{added['id']}"
    calls = (tasks.call("PATCH", path, json={"title": title}, headers=_if(1)) for title in "bcdefg")
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    (made,) = [answer.json() for answer in answers if answer.is_success]
    assert (await tasks.call("GET", path)).json() == made


async def test_a_task_that_is_gone_is_gone_whatever_version_was_meant(tasks: Tasks) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    await tasks.call("DELETE", path)
    answer = await tasks.call("PATCH", path, json={"title": "b"}, headers=_if(1))
    assert answer.status_code == 404


async def test_a_star_asks_only_that_there_is_a_task(tasks: Tasks) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    answer = await tasks.call("PATCH", path, json={"title": "b"}, headers={"If-Match": "*"})
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["1", '"x"', 'W/"1"', '""', '"1", "2"', '"0"', '"9999999999"'])
async def test_a_condition_that_cannot_be_read_is_refused_and_not_ignored(
    tasks: Tasks, header: str
) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    answer = await tasks.call("PATCH", path, json={"title": "b"}, headers={"If-Match": header})
    assert answer.status_code == 422
    assert await tasks.titles() == ["a"]
