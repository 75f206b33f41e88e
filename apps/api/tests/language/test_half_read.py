"""A phrase that is read by half claims nothing, and no line costs its words or much time (A3)."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from taskora_api.grammar.chart import Chart
from taskora_api.language.message import parse_message
from taskora_api.language.quick_add import parse_quick_add

SATURDAY = date(2026, 11, 28)
LENGTH_MAX = 10_000
READS_MAX = 100
DAYS = ["tomorrow", "friday", "next tuesday", "24 December", "5 May 2027", "2027-01-15"]
BEFORE = [
    *("above", "against", "amid", "among", "barring", "besides", "beyond", "but", "concerning"),
    *("considering", "despite", "during", "either", "except", "excluding", "hardly", "ideally"),
    *("if", "including", "instead of", "like", "mostly", "nearly", "neither", "never", "nor"),
    *("never on", "not", "not on", "notwithstanding", "only", "only on", "opposite", "other than"),
    *("pending", "per", "preferably", "provided", "rather than", "regarding", "tentatively"),
    *("throughout", "towards", "unless", "unless on", "unlike", "until", "upon", "usually on"),
    *("versus", "via", "when", "whenever", "whereas", "whether", "while", "with", "within"),
    *("without", "effective", "valid until", "as of", "as soon as", "no sooner than", "all but"),
    *("if it rains on", "because she lands", "when he calls on", "after they meet on", "so that"),
    *("in case of rain", "which opens on", "whose turn is on", "that the shop opens", "expiring"),
]
AFTER = [
    *("maybe", "perhaps", "hopefully", "tbc", "at the earliest", "onwards", "only", "excluded"),
    *("or later", "or earlier", "ish", "permitting", "thereafter", "except mornings", "ago"),
    *(", maybe", "(maybe)", "- tentatively", "of all days", "versus sunday", "plus two"),
]
WORD = re.compile(r"\w+")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("words", BEFORE)
def test_a_connective_before_a_date_takes_the_claim_away(words: str, day: str) -> None:
    for text in (f"call the office {words} {day}", f"call the office {words} {day}, Ana"):
        parsed = parse_quick_add(text, SATURDAY)
        assert (parsed.title, parsed.due_on) == (text, None)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("words", AFTER)
def test_a_connective_after_a_date_takes_the_claim_away(words: str, day: str) -> None:
    text = f"call the office {day} {words}"
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (text, None)


@settings(deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(["", "on ", "by "]))
def test_two_days_in_one_line_are_the_day_of_neither(one: str, other: str, joint: str) -> None:
    text = f"call the office {one} and pay the rent {joint}{other}"
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.due_on is None) is (one != other)
    assert parsed.due_on is not None or parsed.title == text


PARTS = [*DAYS, *BEFORE, *AFTER, "buy milk", "due", "by", "(", ")", '"', "'", ",", ".", "Ana", "5"]
lines = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=10).map(" ".join), st.text(max_size=200)
)


@settings(max_examples=examples(400), deadline=None)
@given(lines)
def test_the_claimed_words_and_the_title_are_the_words_of_the_line(text: str) -> None:
    parsed = parse_quick_add(text, SATURDAY)
    claimed = " ".join(text[span.start : span.end] for span in parsed.spans)
    said = sorted([*WORD.findall(claimed), *WORD.findall(parsed.title)])
    assert said == sorted(WORD.findall(text))


@settings(max_examples=examples(30), deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=12), st.sampled_from(PARTS)), st.booleans())
def test_a_line_of_ten_thousand_characters_is_read_in_work_that_its_length_allows(
    part: str, is_apart: bool
) -> None:
    unit = f"{part} " if is_apart else part
    text = (unit * (LENGTH_MAX // len(unit) + 1))[:LENGTH_MAX]
    reads = 0
    real = Chart._rule

    def counted(chart: Chart, name: str, at: int) -> object:
        nonlocal reads
        reads += 1
        return real(chart, name, at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chart, "_rule", counted)
        parse_quick_add(text, SATURDAY)
        # The rules of a language are as many as they are; a longer line reads none of them twice.
        assert reads <= READS_MAX * len(text)
    assert parse_message(text, SATURDAY)
