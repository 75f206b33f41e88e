"""What is asked of every server, and which answer is right."""

from dataclasses import dataclass
from typing import Any

import httpx2

from bench.load import Plan

TASKS = "/api/v1/tasks"
LISTED = 50
NAMES = ("get", "list", "post")


class WrongAnswerError(Exception):
    """A server does not answer what every one of them has to; nothing was measured."""


@dataclass(frozen=True)
class Person:
    """One connection of the load, whose tasks no other one has."""

    headers: dict[str, str]
    task_id: str


def new_task(number: int) -> dict[str, str]:
    """Make a task of ordinary length."""
    return {
        "title": f"Write the report of week {number:02}",
        "notes": "The figures are in the shared folder; ask for those that are missing.",
        "dueOn": "2030-01-15",
    }


def add_person(client: httpx2.Client, headers: dict[str, str], tasks: int) -> Person:
    """Add the tasks of a person."""
    made = [
        _checked(client.post(TASKS, json=new_task(number), headers=headers), 201)
        for number in range(tasks)
    ]
    return Person(headers, made[0]["id"])


def plan_of(
    name: str, client: httpx2.Client, people: list[Person], seconds: float, warm_up: float
) -> Plan:
    """Write the requests of a case, having asked each once to know the answer.

    Raises:
        WrongAnswerError: an answer is not right.
    """
    if name == "post":
        requests = [_request(client, "POST", TASKS, person, new_task(99)) for person in people]
        answered = _checked(client.post(TASKS, json=new_task(99), headers=people[0].headers), 201)
        _require(answered["title"] == new_task(99)["title"], "the task that was added")
        bodies: list[str | None] = [None] * len(people)
    else:
        paths = [
            f"{TASKS}/{person.task_id}" if name == "get" else f"{TASKS}?limit={LISTED}"
            for person in people
        ]
        requests = [
            _request(client, "GET", path, person)
            for path, person in zip(paths, people, strict=True)
        ]
        bodies = [
            _body(name, client.get(path, headers=person.headers))
            for path, person in zip(paths, people, strict=True)
        ]
    port = client.base_url.port or 80
    status = 201 if name == "post" else 200
    return Plan(port, warm_up, seconds, status, requests, bodies)


def _body(name: str, response: httpx2.Response) -> str:
    answer = _checked(response, 200)
    if name == "list":
        _require(len(answer["items"]) == LISTED, f"a list of {LISTED}")
        answer = answer["items"][0]
    _require(set(new_task(0)) < set(answer), "a task with its fields")
    return response.text


def _checked(response: httpx2.Response, status: int) -> Any:  # noqa: ANN401 - JSON.
    _require(response.status_code == status, f"{status} at {response.request.url.path}")
    return response.json()


def _require(is_so: bool, what: str) -> None:
    if not is_so:
        raise WrongAnswerError(
            f"API_BENCH_ANSWER: a server did not answer {what}. "
            "Do: npx nx run api:test, then run this bench again"
        )


def _request(
    client: httpx2.Client, method: str, path: str, person: Person, json: object = None
) -> str:
    request = client.build_request(method, path, headers=person.headers, json=json)
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    return "\r\n".join([*lines, "", request.content.decode()])
