"""Says the turns to the service, and judges what came of them by the tasks and the ledger."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evaluation.options import Part
from evaluation.service import Service
from evaluation.talk import asks
from evaluation.turns.making import TODAY, Turn

Verdict = Literal["right", "asked", "refused", "wrong"]
VERDICTS: tuple[Verdict, ...] = ("right", "asked", "refused", "wrong")
AT_ONCE = 4


@dataclass(frozen=True)
class Result:
    """What came of a turn: `asked` and `refused` changed nothing where something was wanted."""

    turn: Turn
    verdict: Verdict
    answer: str


async def run_turns(service: Service, turns: Sequence[Turn]) -> list[Result]:
    """Say each in a conversation of a person of its own."""
    service.go_to(TODAY)
    at_once = asyncio.Semaphore(AT_ONCE)

    async def run(turn: Turn) -> Result:
        async with at_once:
            return await _run(service, turn)

    return list(await asyncio.gather(*map(run, turns)))


async def _run(service: Service, turn: Turn) -> Result:
    person = service.person()
    for task in turn.before:
        await person.add(task)
    answer = await person.say(turn.said)
    tasks, entries = await person.tasks(), await person.entries()
    is_same = tasks == sorted(turn.before) and not entries
    wanted = turn.before if turn.after is None else turn.after
    if tasks == sorted(wanted) and entries == list(turn.entries):
        verdict: Verdict = "asked" if turn.after is None and asks(answer) else "right"
    else:
        verdict = "wrong" if not is_same else "asked" if asks(answer) else "refused"
    return Result(turn, verdict, answer.text)


def report_of(results: Sequence[Result]) -> tuple[Part, int]:
    """Count the verdicts for each kind of turn; return how many were wrong as well."""
    kinds = list(dict.fromkeys(result.turn.kind for result in results))
    counts = {kind: Counter[str]() for kind in kinds}
    for result in results:
        counts[result.turn.kind][result.verdict] += 1
    total = sum(counts.values(), Counter())
    wrong = [result for result in results if result.verdict == "wrong"]
    head = f"| turn | {' | '.join(VERDICTS)} |\n| --- | --: | --: | --: | --: |"
    rows = [_row(kind, counts[kind]) for kind in kinds]
    rate = f"{len(wrong)} wrong actions in {len(results)} single turns."
    faults = [f"- {result.turn.said!r}: {result.answer!r}" for result in wrong]
    text = "\n".join([head, *rows, _row("all", total), "", rate, *faults])
    figures = {
        "turns": len(results),
        "wrong": [[result.turn.said, result.answer] for result in wrong],
        "refused": [
            [result.turn.said, result.answer] for result in results if result.verdict == "refused"
        ],
        "counts": {kind: dict(count) for kind, count in counts.items()},
    }
    return Part("turns", text, figures), len(wrong)


def _row(kind: str, count: Counter[str]) -> str:
    cells = " | ".join(str(count[verdict]) for verdict in VERDICTS)
    return f"| {kind} | {cells} |"
