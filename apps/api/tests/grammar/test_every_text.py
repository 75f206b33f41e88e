"""What holds for every text, whatever it says (A3)."""

import json
import re
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
DATA = read_data("en")
VOCABULARY = sorted(
    {phrase for values in DATA["lexicon"].values() for each in values.values() for phrase in each}
    | {
        item.strip("~?'")
        for rules in DATA["rules"].values()
        for rule in rules
        for item in rule[0].split()
        if item.lstrip("~").startswith("'")
    }
)
NUMBERS = ["1", "5", "12", "30", "31", "99", "2027", "24", "007", "123456"]
MARKS = [",", ".", ":", "-", "/", "(", ")", '"', "'", "!", "#", "@", "{", "}", "?"]
pieces = st.sampled_from([*VOCABULARY, *NUMBERS, *MARKS, "milk", "Call", "x"])
sentences = st.lists(st.tuples(pieces, st.sampled_from([" ", " ", " ", ""])), max_size=14).map(
    lambda parts: "".join(word + space for word, space in parts)
)
texts = st.one_of(sentences, st.text(max_size=80), st.text("0123456789./- :adinovepm", max_size=30))


@settings(max_examples=1500, deadline=None)
@given(texts)
def test_no_text_makes_the_grammar_fail_and_all_it_says_is_json(text: str) -> None:
    read = parse_line(text, NOW)
    assert json.loads(json.dumps(read, sort_keys=True)) == read
    find_days(text, CONTEXT)


@settings(max_examples=800, deadline=None)
@given(texts)
def test_claims_and_title_hold_exactly_the_words_of_the_line(text: str) -> None:
    read = parse_line(text, NOW)
    claimed = " ".join(text[claim["start"] : claim["end"]] for claim in read["claims"])
    said = sorted([*WORD.findall(claimed), *WORD.findall(read["title"])])
    assert said == sorted(WORD.findall(text))
    assert bool(read["title"]) is bool(split_words(text))


@settings(max_examples=800, deadline=None)
@given(texts)
def test_claims_lie_in_the_text_in_order_and_apart(text: str) -> None:
    claims = parse_line(text, NOW)["claims"]
    ends = [0, *(at for each in claims for at in (each["start"], each["end"])), len(text)]
    assert ends == sorted(ends)
    assert all(each["start"] < each["end"] for each in claims)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_what_is_not_wanted_is_not_claimed(text: str) -> None:
    read = read_line(text, Context(CONTEXT.today, only=frozenset({"due"})))
    assert {claim["kind"] for claim in read["claims"]} <= {"due", "command"}
    assert set(read) <= {"title", "due", "claims"}


@settings(max_examples=400, deadline=None)
@given(texts)
def test_what_is_dismissed_is_claimed_no_more(text: str) -> None:
    claims = [each for each in parse_line(text, NOW)["claims"] if each["kind"] != "command"]
    dismissed = [[each["start"], each["end"]] for each in claims]
    again = parse_line(text, {**NOW, "dismissed": dismissed})
    kept = [each for each in again["claims"] if each["kind"] != "command"]
    assert not any(
        each["start"] < end and start < each["end"] for each in kept for start, end in dismissed
    )


UNITS = [*"(.,!'\"", "next ", "tomorrow ", "friday or ", "2 weeks from ", "1 day and ", "at 5 "]
UNITS += ["every ", "mon, ", "from 5 to ", "{friday} ", "p1 ", "@a ", "5-", "1.", "'a ", "e\u0301"]
UNITS += ["the end of ", "every day until ", "in an hour and ", "twenty ", "!", "(tomorrow) "]


@pytest.mark.parametrize("unit", UNITS)
def test_ten_thousand_characters_are_work_that_their_number_allows(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (unit * (LENGTH_MAX // len(unit) + 1))[:LENGTH_MAX]
    reads = 0
    real = Chart._rule

    def counted(chart: Chart, name: str, at: int) -> object:
        nonlocal reads
        reads += 1
        return real(chart, name, at)

    monkeypatch.setattr(Chart, "_rule", counted)
    parse_line(text, NOW)
    assert reads <= READS_MAX * LENGTH_MAX
