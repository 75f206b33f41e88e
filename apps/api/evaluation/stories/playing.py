"""Plays a story: says what its person says, answers what is asked, and judges what is left."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluation.service import Person, Service, TaskState
from evaluation.stories.drawing import Drawn, day_of_run, draw
from evaluation.stories.script import Said, Story
from evaluation.talk import asks, buttons, tells_number, tells_titles
from support.chat import TASKS, Answer

AT_ONCE = 4


@dataclass
class Played:
    """A story that was played; it passed when nothing is wrong."""

    story: Story
    run: int
    wrong: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    @property
    def is_passed(self) -> bool:
        """Say whether everything was as it has to be."""
        return not self.wrong


async def play_all(
    service: Service, stories: Sequence[Story], runs: int, seed: int
) -> list[Played]:
    """Play each story so many times; a run is a day, on which its stories are played at once."""
    played: list[Played] = []
    for run in range(runs):
        service.go_to(day_of_run(run))
        at_once = asyncio.Semaphore(AT_ONCE)

        async def play(story: Story, run: int = run, limit: asyncio.Semaphore = at_once) -> Played:
            async with limit:
                return await _play(service.person(), draw(story, run, seed), run)

        played += await asyncio.gather(*map(play, stories))
    return played


async def _play(person: Person, drawn: Drawn, run: int) -> Played:
    result = Played(drawn.story, run)
    for task in drawn.order:
        await person.add(task)
    for said in drawn.said:
        await _turn(person, said, result)
    tasks, entries = await person.tasks(), await person.entries()
    if tasks != drawn.now:
        result.wrong.append(f"tasks are {_written(tasks)}, and not {_written(drawn.now)}")
    if entries != drawn.ledger:
        kinds = ", ".join(f"{entry.kind} {entry.count}" for entry in entries)
        result.wrong.append(f"the ledger has {kinds or 'nothing'}")
    return result


async def _turn(person: Person, said: Said, result: Played) -> None:
    for change in said.before:
        await _elsewhere(person, change)
    answer = await _say(person, said.text, result)
    has_asked = asks(answer)
    if said.must_ask and not has_asked:
        result.wrong.append(f"{said.text!r} was not asked about")
    elif has_asked and (said.press or said.reply):
        reply = _pressed(answer, said.press) if said.press else said.reply
        if reply is None:
            result.wrong.append(f"{said.text!r} has no button for {said.press!r}")
            return
        answer = await _say(person, reply, result)
    await _judge(person, said, answer, result)


async def _say(person: Person, text: str, result: Played) -> Answer:
    answer = await person.say(text)
    result.spoken += [f"> {text}", f"< {answer.text}"]
    return answer


def _pressed(answer: Answer, words: str) -> str | None:
    """Find the button with some words; one that is only a number is named in the question."""
    offered = buttons(answer)
    exact = [button for button in offered if words in button]
    if exact:
        return exact[0]
    lines = answer.text.splitlines()
    named = (line.split(".")[0].strip() for line in lines if words in line and "." in line)
    return next((number for number in named if number in offered), None)


async def _judge(person: Person, said: Said, answer: Answer, result: Played) -> None:
    if said.number and (not tells_number(answer, int(said.number)) or asks(answer)):
        result.wrong.append(f"{said.text!r} does not tell {said.number}")
    if said.titles is not None:
        wanted = [title.strip() for title in said.titles.split(";") if title != "-"]
        known = [task.title for task in await person.tasks()]
        if not tells_titles(answer, wanted, [*known, *wanted]):
            result.wrong.append(f"{said.text!r} does not name just {wanted}")
    result.wrong += [
        f"{said.text!r} does not say {word!r}"
        for word in said.words
        if word.casefold() not in answer.text.casefold()
    ]


async def _elsewhere(person: Person, change: str) -> None:
    verb, _, title = change.partition(" ")
    client, headers = person.chat.client, person.chat.headers
    if verb == "add":
        await person.add(TaskState(title))
        return
    items = (await client.get(TASKS, headers=headers)).json()["items"]
    (path,) = [f"{TASKS}/{item['id']}" for item in items if item["title"] == title]
    if verb == "delete":
        await client.delete(path, headers=headers)
    else:
        await client.patch(path, json={"completed": True}, headers=headers)


def _written(tasks: list[TaskState]) -> str:
    return "; ".join(map(_written_task, tasks))


def _written_task(task: TaskState) -> str:
    marks = [
        *([f"@{task.due}"] if task.due else []),
        *([f"!{task.priority}"] if task.priority != "none" else []),
        *(f"#{tag}" for tag in task.tags),
        *([f"*{task.recurs}"] if task.recurs else []),
    ]
    return " ".join(["[x]"] * task.is_done + [task.title, *marks])
