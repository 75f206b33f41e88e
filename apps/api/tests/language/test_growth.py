"""No message makes the grammar work longer than its length allows.

Work is counted: lines of the grammar that run, words that are looked up. What happens inside a
pattern has no count; there it is the processor time of this thread, whatever else runs.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from types import FrameType
from typing import Any

import pytest

from taskora_api.grammar.sentence import Sentence
from taskora_api.language import matching
from taskora_api.language.matching import TitleIndex
from taskora_api.language.message import parse_message
from taskora_api.language.quick_add import parse_quick_add

TODAY = date(2026, 11, 21)
SHORT, LONG = 250, 2000
# Linear work is 8 times as much for the longer text, quadratic 64, and cubic 512.
GROWTH_MAX = 40
FLOOR_SECONDS = 0.002
RUNS = ["{}", "hello {}x", "add {}x", "delete a{}x", "rename a{}x", "add x{}to my{}list{}please"]


WORDS = ["no ", "between monday and ", "add a and ", "all tasks ", "friday to ", "is ", "i bought "]


def _parse(text: str) -> None:
    parse_message(text, TODAY)
    parse_quick_add(text, TODAY)


def _lines(text: str) -> int:
    """Count the lines of the grammar that run."""
    count = 0

    def trace_line(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:  # noqa: ANN401
        nonlocal count
        count += event == "line"
        return trace_line

    def trace_call(frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:  # noqa: ANN401
        is_ours = "taskora_api" in frame.f_code.co_filename
        return trace_line if is_ours else None

    before = sys.gettrace()
    sys.settrace(trace_call)
    try:
        _parse(text)
    finally:
        sys.settrace(before)
    return count


def _processor_seconds(text: str) -> float:
    """Take the best of three, for the first one also fills caches."""
    times = []
    for _ in range(3):
        began = time.thread_time()
        _parse(text)
        times.append(time.thread_time() - began)
    return min(times)


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u3000", " \n", "\r\n"])
@pytest.mark.parametrize("run", RUNS)
def test_runs_of_white_space_take_time_that_grows_with_their_length(run: str, space: str) -> None:
    parts = run.count("{}")
    short, long = (run.replace("{}", space * (n // parts // len(space))) for n in (SHORT, LONG))
    seconds = max(_processor_seconds(short), FLOOR_SECONDS)
    assert _processor_seconds(long) < GROWTH_MAX * seconds


@pytest.mark.parametrize("word", WORDS)
def test_words_said_over_and_over_are_work_that_grows_with_their_number(word: str) -> None:
    short, long = ((word * n)[:n] for n in (SHORT, LONG))
    # A text of eight times the length is eight times the work, and a little at its ends.
    assert _lines(long) < 10 * _lines(short)


@pytest.mark.parametrize(
    "unit",
    [
        *("next ", "tomorrow ", "friday or ", "(tomorrow ", "2 weeks from ", "1 day and ", "1."),
        *("5-", "5, ", "at 5 ", "every ", "x (friday y) ", "tomorrow and x ", "'a ", "e\u0301"),
        *("tomorrow x ", "friday slides ", "the end of ", "remind me at 5 ", "(", "due "),
    ],
)
def test_runs_of_dates_and_marks_take_work_that_grows_with_their_length(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = 0
    real = Sentence.word

    def counted(line: Sentence, at: int) -> str:
        nonlocal looked_up
        looked_up += 1
        return real(line, at)

    monkeypatch.setattr(Sentence, "word", counted)
    counts = []
    for length in (SHORT, LONG):
        looked_up = 0
        parse_quick_add(f"add {unit * (length // len(unit))}", TODAY)
        counts.append(looked_up)
    short, long = counts
    # A text of eight times the length is eight times the work, and a little at its ends.
    assert long < 10 * short


def test_comparing_words_has_an_end_whatever_the_titles_and_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(_junk: None, first: str, second: str) -> SequenceMatcher[str]:
        nonlocal compared
        compared += 1
        return SequenceMatcher(None, first, second)

    monkeypatch.setattr(matching, "SequenceMatcher", counted)
    titles = [(n, " ".join(f"word{n:03}{m:02}" for m in range(22))) for n in range(200)]
    index = TitleIndex(titles)
    for number in range(20):
        index.match(" ".join(f"wird{number:03}{m:02}" for m in range(15)))
    assert 0 < compared <= matching.COMPARISONS_MAX


def test_titles_are_split_once_however_often_they_are_matched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    split: list[str] = []
    real = matching.tokens_of

    def counted(text: str) -> list[str]:
        split.append(text)
        return real(text)

    monkeypatch.setattr(matching, "tokens_of", counted)
    index = TitleIndex([(number, f"title {number}") for number in range(50)])
    for _ in range(10):
        index.match("title")
    assert len([text for text in split if text != "title"]) == 50
