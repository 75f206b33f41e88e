"""Fills a story in: which titles and days it is about, and in which order its tasks were added."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from evaluation.service import Entry, TaskState
from evaluation.stories.script import Said, Story, StoryError, entries_of
from evaluation.words import Day, draw_titles, draw_weekdays, weekday

# A Wednesday; each run is on another day of the week, so that "friday" is near or far.
FIRST_DAY = date(2026, 12, 2)
DAYS_BETWEEN_RUNS = 9
_HOLE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_HOLE_OF_DAY = re.compile(r"@\{(\w+)\}")
_MARK = re.compile(r" (?P<kind>[@!#*])(?P<word>-?\w+)")
_TITLES = "ABCDEFGHNOPQRS"


@dataclass
class Drawn:
    """A story that can be played."""

    story: Story
    today: date
    has: list[TaskState]
    said: list[Said]
    now: list[TaskState]
    ledger: list[Entry]
    order: list[TaskState] = field(default_factory=list)


def day_of_run(run: int) -> date:
    """Say on which day the stories of a run are."""
    return FIRST_DAY + timedelta(days=DAYS_BETWEEN_RUNS * run)


def draw(story: Story, run: int, seed: int) -> Drawn:
    """Fill a story in for one run; the same numbers fill in the same.

    Raises:
        StoryError: a hole of it has no name that is known.
    """
    random = Random(f"{seed} {run} {story.name}")  # noqa: S311 - nothing is secret.
    today = day_of_run(run)
    titles = dict(zip(_TITLES, draw_titles(random, len(_TITLES)), strict=True))
    names = ("day", "day2", "day3")
    days = dict(zip(names, draw_weekdays(random, today, len(names)), strict=True))

    def fill(text: str) -> str:
        return _HOLE.sub(lambda hole: _word(hole, titles, days), text)

    def tasks(text: str) -> list[TaskState]:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return [_task(part, fill, days, today) for part in parts]

    has = tasks(story.has)
    now = tasks("; ".join(_kept(story)))
    return Drawn(
        story=story,
        today=today,
        has=has,
        said=[_filled(said, fill) for said in story.said],
        now=sorted(now),
        ledger=[
            Entry(kind, int(count)) for kind, count in map(str.split, entries_of(story.ledger))
        ],
        order=random.sample(has, len(has)),
    )


def _kept(story: Story) -> list[str]:
    parts = [part.strip() for part in story.now.split(";")]
    return [story.has if part == "=" else part for part in parts]


def _word(hole: re.Match[str], titles: dict[str, str], days: dict[str, Day]) -> str:
    name, part = hole.groups()
    if name in titles:
        return titles[name].split()[-1] if part == "noun" else titles[name]
    if name in days:
        return days[name].said
    raise StoryError(f"nothing is called {hole[0]}")


def _task(part: str, fill: Callable[[str], str], days: dict[str, Day], today: date) -> TaskState:
    is_done = part.startswith("[x] ")
    text = _HOLE_OF_DAY.sub(r"@\1", part.removeprefix("[x] "))
    marks = list(_MARK.finditer(text))
    title = text[: marks[0].start()] if marks else text
    said = {kind: [m["word"] for m in marks if m["kind"] == kind] for kind in "@!#*"}
    return TaskState(
        fill(title),
        _due(said["@"][0], days, today) if said["@"] else "",
        is_done,
        said["!"][0] if said["!"] else "none",
        tuple(said["#"]),
        said["*"][0] if said["*"] else "",
    )


def _due(word: str, days: dict[str, Day], today: date) -> str:
    if word in days:
        return days[word].on.isoformat()
    if word.lstrip("-").isdecimal():
        return (today + timedelta(days=int(word))).isoformat()
    return weekday(word, today).on.isoformat()


def _filled(said: Said, fill: Callable[[str], str]) -> Said:
    return Said(
        text=fill(said.text),
        before=[fill(change) for change in said.before],
        reply=fill(said.reply),
        press=fill(said.press),
        must_ask=said.must_ask,
        number=said.number,
        titles=None if said.titles is None else fill(said.titles),
        words=[fill(word) for word in said.words],
    )
