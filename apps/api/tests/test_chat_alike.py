"""Which tasks are meant is the same, whether titles are compared here or found by the database.

The lists that are made up have titles with slips, equal titles, and titles within one another.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date
from itertools import count
from random import Random
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from support.examples import examples
from taskora_api.assistant.changes import ChangeMaker
from taskora_api.assistant.fitting import fit_for, is_any
from taskora_api.assistant.lookup import ManyTasks, terms_of
from taskora_api.assistant.resolver import Already, Found, Missing, Resolution, Resolver, Unclear
from taskora_api.assistant.state import Action, ConversationState, Verb
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.finding.headings import HEADINGS_MAX, Conditions, Headings
from taskora_api.language.matching import TitleIndex
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask, Task, TaskChanges
from taskora_api.tasks.service import TaskService

LISTS = examples(200)
ASKED_OF_EACH = 8
TITLES = range(1, 25)
WORDS = ("milk", "bread", "letter", "garden", "window", "Straße", "paint", "report", "café")
ENDS = ("", "", "", "!", " again", " (old)", " x1")
VERBS: tuple[Verb, ...] = ("complete", "delete", "move", "reopen")
NUMBERS = count()

Meant = tuple[str, list[UUID], bool]


def _slipped(word: str, random: Random) -> str:
    """Make one slip: a letter that is missing, doubled, another one, or in another place."""
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            f"{word[:at]}q{word[at + 1 :]}",
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def _title(random: Random) -> str:
    words = random.sample(WORDS, random.randint(1, 3))
    if random.random() < 0.3:
        words[0] = _slipped(words[0], random)
    title = " ".join(words) + random.choice(ENDS)
    return random.choice([title, title, title.title(), title.upper(), f"the {title}"])


def _asked(random: Random, titles: Sequence[str]) -> str:
    kinds: list[Callable[[], str]] = [
        lambda: random.choice(titles),
        lambda: random.choice(titles).swapcase(),
        lambda: random.choice(WORDS),
        lambda: _slipped(random.choice(WORDS), random),
        lambda: " ".join(random.sample(WORDS, 2)),
        lambda: random.choice(WORDS)[:4],
        lambda: f"my {random.choice(titles)}",
        lambda: "unicorn",
    ]
    return random.choice(kinds)()


async def _list(service: TaskService, owner: str, random: Random) -> list[Task]:
    titles = [_title(random) for _ in range(random.choice(TITLES))]
    titles += random.sample(titles, min(len(titles), random.randint(0, 3)))
    added = await service.add_tasks(owner, [NewTask(title=each) for each in titles], Actor.WEB)
    done = [task.id for task in added.tasks if random.random() < 0.25]
    if done:
        changes = TaskChanges(completed=True)
        await service.update_tasks(owner, dict.fromkeys(done, changes), Actor.WEB)
    return await Headings(service.database, owner).first("", Conditions(), HEADINGS_MAX)


async def _before(headings: Headings, tasks: list[Task], text: str, verb: Verb) -> Meant:
    """Say what is meant by comparing whole tasks: those that the terms find, or with the title."""
    words = re.sub(r"^(?:my|the) ", "", text, flags=re.IGNORECASE)
    has_state = verb in {"complete", "reopen"}
    is_fit = fit_for(verb)
    for whole in (text, words):
        near = await _near(headings, tasks, whole)
        exact = TitleIndex([(task.id, task.title) for task in near]).equal(whole)
        fit = [task.id for task in near if task.id in exact and is_fit(task)]
        if exact and not fit and has_state:
            return "already", exact[:1], False
        if exact:
            return _meant(fit or exact, is_named=True)
    titles = TitleIndex([(task.id, task.title) for task in near])
    fit = titles.match(words, {task.id for task in near if is_fit(task)})
    found = fit or titles.match(words, {task.id for task in near if is_any(task)})
    if len(found) == 1 and not fit and has_state:
        return "already", found, False
    return _meant(found, is_named=False)


async def _near(headings: Headings, tasks: list[Task], text: str) -> list[Task]:
    near = await headings.first(terms_of(text), Conditions(), HEADINGS_MAX)
    return near or [task for task in tasks if task.title.lower() == text.lower()]


def _meant(ids: list[UUID], *, is_named: bool) -> Meant:
    kind = {0: "missing", 1: "found"}.get(len(ids), "which")
    return kind, ids, is_named and kind == "found"


def _now(resolution: Resolution, tasks: list[Task]) -> Meant:
    match resolution:
        case Already(reason):
            return "already", [task.id for task in tasks if f"“{task.title}”" in reason][:1], False
        case Missing():
            return "missing", [], False
        case Found([task], is_named):
            return "found", [task.id], is_named
        case Unclear():
            return "which", resolution.ids, False
        case _:
            raise AssertionError(resolution)


@pytest.mark.timeout(600)
async def test_what_is_meant_is_what_comparing_all_titles_gives(application: FastAPI) -> None:
    service: TaskService = application.state.services.tasks
    kinds: set[str] = set()
    for seed in range(LISTS):
        random = Random(seed)  # noqa: S311 - nothing is secret.
        owner = f"owner-of-a-list-{next(NUMBERS)}-{uuid4().hex}"
        tasks = await _list(service, owner, random)
        headings = Headings(service.database, owner)
        context = TurnContext(owner, service, date(2026, 12, 1), ConversationState())
        for _ in range(ASKED_OF_EACH):
            text, verb = _asked(random, [task.title for task in tasks]), random.choice(VERBS)
            resolver = Resolver(context, ManyTasks(headings, UTC))
            resolution = await asyncio.to_thread(resolver.resolve, text, verb)
            expected = await _before(headings, tasks, text, verb)
            told = _now(resolution, tasks)
            kinds.add(told[0])
            if told[0] == expected[0] == "already":
                # The sentence names the task by its title, which another one may have.
                assert _titles(told, tasks) == _titles(expected, tasks)
                continue
            assert told == expected, (seed, text, verb)
            _hold_question(context, resolver, resolution, tasks, verb)
    assert kinds == {"found", "which", "missing", "already"}


def _titles(meant: Meant, tasks: list[Task]) -> list[str]:
    return [task.title for task in tasks if task.id in meant[1]]


def _hold_question(
    context: TurnContext, resolver: Resolver, resolution: Resolution, tasks: list[Task], verb: Verb
) -> None:
    """Hold the question to that of all candidates at once."""
    if not isinstance(resolution, Unclear):
        return
    by_id = {task.id: task for task in tasks}
    changes = ChangeMaker(context, resolver)
    action = Action(verb=verb)
    whole = changes.ask_which(action, [by_id[each] for each in resolution.ids])
    asked = changes.ask_which(action, resolution.candidates, total=resolution.total)
    assert asked == whole
