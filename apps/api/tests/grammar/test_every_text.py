"""What holds for every text, whatever it says (A3)."""

import json
import re
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taskora_api.grammar
from taskora_api.grammar.chart import Chart
from taskora_api.grammar.context import Context
from taskora_api.grammar.data_files import read_data
from taskora_api.grammar.line import parse_line, read_line
from taskora_api.grammar.talk import find_days
from taskora_api.grammar.titles import split_words

NOW = {"now": "2026-11-28T09:30"}
CONTEXT = Context(date(2026, 11, 28), time(9, 30))
LENGTH_MAX = 10_000
READS_MAX = 120
WORD = re.compile(r"[^\W_]+")
FOLDER = Path(taskora_api.grammar.__file__).parent / "data"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("??.json"))


def _vocabulary(code: str) -> list[str]:
    data = read_data(code)
    phrases = {
        phrase for values in data["lexicon"].values() for each in values.values() for phrase in each
    }
    items = {item for rules in data["rules"].values() for rule in rules for item in rule[0].split()}
    return sorted(
        phrases | {each.strip("~?'") for each in items if each.lstrip("~").startswith("'")}
    )


NUMBERS = ["1", "5", "12", "30", "31", "99", "2027", "24", "007", "123456"]
MARKS = [",", ".", ":", "-", "/", "(", ")", '"', "'", "!", "#", "@", "{", "}", "?"]
# What turns the direction of a line stands beside words of any language.
TURNS = ["\u200e", "\u200f", "\u061c", "\u2067", "\u2069"]
GAPS = st.sampled_from([" ", " ", " ", ""])


def _texts(code: str) -> st.SearchStrategy[tuple[str, str]]:
    words = [*_vocabulary(code), *NUMBERS, *MARKS, *TURNS, "milk", "Call", "x"]
    parts = st.lists(st.tuples(st.sampled_from(words), GAPS), max_size=14)
    sentences = parts.map(lambda each: "".join(word + space for word, space in each))
    figures = st.text("0123456789\u0665\u096b\u06f5./- :adinovepm", max_size=30)
    return st.tuples(st.just(code), st.one_of(sentences, st.text(max_size=80), figures))


# A language, and a text that is mostly of its words.
texts = st.one_of([_texts(code) for code in LANGUAGES])


@settings(max_examples=1500, deadline=None)
@given(texts)
def test_no_text_makes_the_grammar_fail_and_all_it_says_is_json(typed: tuple[str, str]) -> None:
    code, text = typed
    read = parse_line(text, NOW, code)
    assert json.loads(json.dumps(read, sort_keys=True)) == read
    find_days(text, CONTEXT, code)


@settings(max_examples=800, deadline=None)
@given(texts)
def test_claims_and_title_hold_exactly_the_words_of_the_line(typed: tuple[str, str]) -> None:
    code, text = typed
    read = parse_line(text, NOW, code)
    claimed = " ".join(text[claim["start"] : claim["end"]] for claim in read["claims"])
    said = sorted([*WORD.findall(claimed), *WORD.findall(read["title"])])
    assert said == sorted(WORD.findall(text))
    assert bool(read["title"]) is bool(split_words(text))


@settings(max_examples=800, deadline=None)
@given(texts)
def test_claims_lie_in_the_text_in_order_and_apart(typed: tuple[str, str]) -> None:
    code, text = typed
    claims = parse_line(text, NOW, code)["claims"]
    ends = [0, *(at for each in claims for at in (each["start"], each["end"])), len(text)]
    assert ends == sorted(ends)
    assert all(each["start"] < each["end"] for each in claims)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_what_is_not_wanted_is_not_claimed(typed: tuple[str, str]) -> None:
    code, text = typed
    read = read_line(text, Context(CONTEXT.today, only=frozenset({"due"})), code)
    assert {claim["kind"] for claim in read["claims"]} <= {"due", "command"}
    assert set(read) <= {"title", "due", "claims"}


@settings(max_examples=400, deadline=None)
@given(texts)
def test_what_is_dismissed_is_claimed_no_more(typed: tuple[str, str]) -> None:
    code, text = typed
    read = parse_line(text, NOW, code)
    claims = [each for each in read["claims"] if each["kind"] != "command"]
    dismissed = [[each["start"], each["end"]] for each in claims]
    again = parse_line(text, {**NOW, "dismissed": dismissed}, code)
    kept = [each for each in again["claims"] if each["kind"] != "command"]
    assert not any(
        each["start"] < end and start < each["end"] for each in kept for start, end in dismissed
    )


UNITS = [*"(.,!'\"", "next ", "tomorrow ", "friday or ", "2 weeks from ", "1 day and ", "at 5 "]
UNITS += ["every ", "mon, ", "from 5 to ", "{friday} ", "p1 ", "@a ", "5-", "1.", "'a ", "e\u0301"]
UNITS += ["the end of ", "every day until ", "in an hour and ", "twenty ", "!", "(tomorrow) "]
OTHER_UNITS = ["1 ", "5-", "(", ": ", ". "]
WORK = [*(("en", unit) for unit in UNITS)]
WORK += [(code, unit) for code in LANGUAGES if code != "en" for unit in OTHER_UNITS]


@pytest.mark.parametrize(("code", "unit"), WORK)
def test_ten_thousand_characters_are_work_that_their_number_allows(
    code: str, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (unit * (LENGTH_MAX // len(unit) + 1))[:LENGTH_MAX]
    reads = 0
    real = Chart._rule

    def counted(chart: Chart, name: str, at: int) -> object:
        nonlocal reads
        reads += 1
        return real(chart, name, at)

    monkeypatch.setattr(Chart, "_rule", counted)
    parse_line(text, NOW, code)
    assert reads <= READS_MAX * LENGTH_MAX
