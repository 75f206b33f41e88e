"""Reads labelled conversations: what is there, what is said, and what may come of it.

A row has four columns: the tasks, the messages in order, what the last one must bring, and all
tasks afterwards. A task is "title", "[x] title" when it is done, and "title @3" when it is due in
three days; "=" stands for the tasks as they were. Where two outcomes are right, "|" is between
them, and between their tasks. A message that begins with "!" is a change made elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from support.chat import TASKS, Answer, Chat
from taskora_api.language.words import WEEKDAY_BY_WORD

_BETWEEN_TASKS = re.compile(r"(?<!\\);")
_DUE = re.compile(r" @(-?\d+|[a-z]{3})$")


@dataclass(frozen=True, order=True)
class Expected:
    """A task as a row writes it."""

    title: str
    due: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class Outcome:
    """One thing that may come of a message."""

    kind: str
    tasks: str


@dataclass(frozen=True)
class Said:
    """A row."""

    tasks: str
    messages: list[str]
    outcomes: list[Outcome]


def read_said(path: Path) -> Iterator[Said]:
    """Read the rows of a file; a line that begins with "# " is a heading."""
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("# "):
            continue
        tasks, messages, kinds, after = row.split("\t")
        said = [message.replace("\\n", "\n") for message in messages.split(" > ")]
        yield Said(tasks, said, list(_outcomes(kinds.split("|"), after.split("|"))))


def _outcomes(kinds: list[str], after: list[str]) -> Iterator[Outcome]:
    count = max(len(kinds), len(after))
    kinds = kinds * count if len(kinds) == 1 else kinds
    after = after * count if len(after) == 1 else after
    for kind, tasks in zip(kinds, after, strict=True):
        yield Outcome(kind, tasks)


def read_tasks(column: str) -> list[Expected]:
    """Read a column of tasks."""
    return sorted(_read_task(part) for part in _BETWEEN_TASKS.split(column) if part.strip())


def _read_task(part: str) -> Expected:
    text = part.strip().replace("\\;", ";")
    is_done = text.startswith("[x] ")
    text = text.removeprefix("[x] ")
    due = _DUE.search(text)
    title = text[: due.start()] if due else text
    return Expected(title, _day(due[1]).isoformat() if due else "", is_done)


def _day(word: str) -> date:
    today = datetime.now(UTC).date()
    if word in WEEKDAY_BY_WORD:
        return today + timedelta(days=(WEEKDAY_BY_WORD[word] - today.weekday() - 1) % 7 + 1)
    return today + timedelta(days=int(word))


async def talk(chat: Chat, said: Said) -> Answer:
    """Make the tasks, say the messages, and return the answer to the last one."""
    for task in read_tasks(said.tasks):
        body = {"title": task.title, "dueOn": task.due or None}
        await chat.client.post(TASKS, json=body, headers=chat.headers)
    answer = Answer([], is_ended=False)
    for message in said.messages:
        if message.startswith("!"):
            await _change_elsewhere(chat, message.removeprefix("!"))
        else:
            answer = await chat.say(message)
    return answer


async def _change_elsewhere(chat: Chat, change: str) -> None:
    verb, _, title = change.partition(" ")
    if verb == "add":
        await chat.client.post(TASKS, json={"title": title}, headers=chat.headers)
        return
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    (path,) = [f"{TASKS}/{item['id']}" for item in items if item["title"] == title]
    if verb == "delete":
        await chat.client.delete(path, headers=chat.headers)
    else:
        await chat.client.patch(path, json={"completed": True}, headers=chat.headers)


async def tasks_of(chat: Chat) -> list[Expected]:
    """List the person's tasks as a row writes them."""
    items = (await chat.client.get(TASKS, headers=chat.headers)).json()["items"]
    return sorted(
        Expected(item["title"], item["dueOn"] or "", item["completedAt"] is not None)
        for item in items
    )


def is_outcome(said: Said, outcome: Outcome, answer: Answer, tasks: list[Expected]) -> bool:
    """Say whether this is what came of it."""
    after = said.tasks if outcome.tasks == "=" else outcome.tasks
    if tasks != read_tasks(after):
        return False
    kind, _, count = outcome.kind.partition(" ")
    match kind:
        case "ask":
            return "?" in answer.text or "Say " in answer.text
        case "answer":
            return (
                len(answer.listed) == int(count)
                or re.search(rf"\b{count}\b", answer.text) is not None
            )
        case _:
            return bool(answer.text)
