"""Single turns whose outcome is known: none may change anything that it should not (A3)."""

import httpx2
import pytest
from fastapi import FastAPI

from evaluation.service import Entry, TaskState, service_of
from evaluation.turns.making import TODAY, Turn, make_turns
from evaluation.turns.running import report_of, run_turns
from support.issuer import Issuer

pytestmark = pytest.mark.long

TURNS, RIGHT_MIN = 150, 110
MILK, EGGS = TaskState("milk"), TaskState("eggs")


async def test_no_turn_does_anything_wrong(
    application: FastAPI, client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    results = await run_turns(service_of(application, client, issuer), make_turns(TURNS, 1))
    part, wrong = report_of(results)
    assert wrong == 0, part.text
    assert sum(result.verdict == "right" for result in results) >= RIGHT_MIN, part.text


async def test_the_judge_sees_what_was_done_asked_refused_and_wrong(
    application: FastAPI, client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    done = (Entry("deleted", 1),)
    turns = [
        Turn("right", (MILK, EGGS), "delete milk", (EGGS,), done),
        Turn("another task", (MILK, EGGS), "delete milk", (MILK,), done),
        Turn("another entry", (MILK, EGGS), "delete milk", (EGGS,), (Entry("deleted", 2),)),
        Turn("nothing wanted", (MILK, EGGS), "delete milk"),
        Turn("asked", (MILK, EGGS), "delete everything", (), (Entry("deleted", 2),)),
        Turn("refused", (MILK, EGGS), "juggle milk for me please sir", (EGGS,), done),
    ]
    results = await run_turns(service_of(application, client, issuer), turns)
    assert [result.verdict for result in results][:5] == ["right", *["wrong"] * 3, "asked"]
    assert results[5].verdict in {"asked", "refused"}


def test_the_same_seed_makes_the_same_turns_of_every_kind() -> None:
    turns = make_turns(80, 3)
    assert turns == make_turns(80, 3) != make_turns(80, 4)
    assert len({turn.kind for turn in turns}) == 19
    assert sum(turn.after is None for turn in turns) == 40
    assert TODAY.isoformat() not in {task.due for turn in turns for task in turn.before}
