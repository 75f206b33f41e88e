"""Stories of several turns: some of each theme, and how stories are read, drawn and judged (A3).

`npx nx run api:taskora-bench` plays all of them eight times.
"""

from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from evaluation.service import Entry, TaskState, service_of
from evaluation.stories.drawing import day_of_run, draw
from evaluation.stories.playing import play_all
from evaluation.stories.report import faults_of, passed_of, report_of
from evaluation.stories.script import Story, StoryError, read_stories
from support.issuer import Issuer

pytestmark = pytest.mark.long

EVERY = 4
# How many of these pass; it is raised with the assistant, and nothing lowers it.
PASSED_MIN = 53
STORIES = read_stories()


async def test_no_fewer_stories_pass_than_before(
    application: FastAPI, client: httpx2.AsyncClient, issuer: Issuer
) -> None:
    stories = STORIES[::EVERY]
    assert len({story.theme for story in stories}) == len({story.theme for story in STORIES})
    played = await play_all(service_of(application, client, issuer), stories, runs=1, seed=1)
    assert sum(one.is_passed for one in played) >= PASSED_MIN, faults_of(played)


WRITTEN = """
# A heading
== moved
has: {A} @{day}; [x] call mom @1 !high #home *WEEKLY
> move {A} to {day2}
? yes
!add {B}
> how many?
= 2
~ {A}; -
+ tasks
now: =; {B}
ledger: changed 1, added 2
"""


def _read(folder: Path, text: str) -> list[Story]:
    (folder / "theme.txt").write_text(text, encoding="utf-8")
    return read_stories(folder)


def test_a_story_is_drawn_with_other_titles_days_and_orders_in_each_run(tmp_path: Path) -> None:
    (story,) = _read(tmp_path, WRITTEN)
    drawn = [draw(story, run, 1) for run in range(8)]
    assert draw(story, 3, 1) == drawn[3] != draw(story, 3, 2)
    assert len({each.today.weekday() for each in drawn}) == 7
    assert len({each.has[0].title for each in drawn}) > 4
    assert len({tuple(each.order) for each in drawn}) > 4
    first = drawn[0]
    tomorrow = first.today.replace(day=first.today.day + 1).isoformat()
    done = TaskState("call mom", tomorrow, True, "high", ("home",), "WEEKLY")
    assert first.has[1] == done
    assert len(first.now) == 3
    assert first.ledger == [Entry("changed", 1), Entry("added", 2)]
    assert first.said[1].before == [f"add {first.now[-1].title}"] or first.said[1].before


@pytest.mark.parametrize("line", ["then: this", "ledger: one added", "? yes"])
def test_a_line_that_no_story_has_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    with pytest.raises(StoryError, match=r"theme\.txt:2"):
        _read(tmp_path, f"== a story\n{line}\n")


async def test_the_judge_sees_tasks_ledger_answers_and_questions(
    application: FastAPI, client: httpx2.AsyncClient, issuer: Issuer, tmp_path: Path
) -> None:
    right = "has: milk; eggs\n> delete milk\nnow: eggs\nledger: deleted 1\n"
    wrong = {
        "tasks": right.replace("now: eggs", "now: milk; eggs"),
        "ledger": right.replace("deleted 1", "deleted 2"),
        "not asked": right.replace("now:", "?! yes\nnow:"),
        "number": right.replace("now:", "= 7\nnow:"),
        "titles": right.replace("now:", "~ eggs\nnow:"),
        "words": right.replace("now:", "+ cheese\nnow:"),
        "no button": "has: a b; c b\n> delete everything\npress: perhaps\nnow: =\n",
    }
    written = {"right": right, **wrong}
    stories = _read(tmp_path, "".join(f"== {name}\n{text}" for name, text in written.items()))
    played = await play_all(service_of(application, client, issuer), stories, runs=2, seed=1)
    assert {one.story.name for one in played if one.is_passed} == {"right"}
    shares = passed_of(played)
    assert (shares.stories, shares.each, shares.always) == (8, 1 / 8, 1 / 8)
    assert "| theme | 8 | 0.125 | 0.125 |" in report_of(played, "x", 2).text


def test_a_day_of_a_run_is_another_weekday() -> None:
    assert len({day_of_run(run).weekday() for run in range(7)}) == 7
