"""How many stories pass: pass^1 is a share of plays, pass^k of stories that pass each time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.options import Part
from evaluation.stories.playing import Played


@dataclass(frozen=True)
class Passed:
    """Shares of some stories."""

    stories: int
    each: float
    always: float


def passed_of(played: Sequence[Played]) -> Passed:
    """Say which share of all plays passed, and which share of stories every time."""
    by_story: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in played:
        by_story[one.story.theme, one.story.name].append(one.is_passed)
    plays = [passed for story in by_story.values() for passed in story]
    always = [all(story) for story in by_story.values()]
    return Passed(len(by_story), sum(plays) / len(plays), sum(always) / len(always))


def report_of(played: Sequence[Played], who: str, runs: int) -> Part:
    """Write a row for each theme, and one for all of them."""
    themes = list(dict.fromkeys(one.story.theme for one in played))
    head = f"| {who} | stories | pass^1 | pass^{runs} |\n| --- | --: | --: | --: |"
    rows = [
        _row(theme, passed_of([one for one in played if one.story.theme == theme]))
        for theme in themes
    ]
    text = "\n".join([head, *rows, _row("all", passed_of(played))])
    return Part("stories", text, _figures(played, who, runs))


def faults_of(played: Sequence[Played]) -> str:
    """Tell each story that did not pass once, with what was said."""
    told: dict[str, str] = {}
    for one in played:
        if not one.is_passed:
            lines = [f"== {one.story.theme}: {one.story.name} (run {one.run})", *one.spoken]
            told.setdefault(one.story.name, "\n".join([*lines, *(f"! {it}" for it in one.wrong)]))
    return "\n\n".join(told.values())


def _row(name: str, passed: Passed) -> str:
    return f"| {name} | {passed.stories} | {passed.each:.3f} | {passed.always:.3f} |"


def _figures(played: Sequence[Played], who: str, runs: int) -> dict[str, Any]:
    passed = passed_of(played)
    failed = sorted({one.story.name for one in played if not one.is_passed})
    return {
        "who": who,
        "runs": runs,
        "stories": passed.stories,
        "pass1": passed.each,
        f"pass{runs}": passed.always,
        "failed": failed,
    }
