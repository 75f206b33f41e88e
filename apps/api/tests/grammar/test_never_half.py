"""A phrase beside words that the grammar does not compose is not claimed, whatever it says (A3)."""

from datetime import date, time

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.line import read_line

CONTEXT = Context(date(2026, 11, 28), time(9, 30))
PHRASES = [
    *("tomorrow", "friday", "24 December", "at 5pm", "5pm", "every friday", "every 3 days"),
    *("from 3 to 9 december", "friday to sunday", "for 2 hours", "on mondays", "in 2 hours"),
    *("tomorrow at 5pm", "friday 5-6pm", "the first monday of december", "on christmas"),
]
BEFORE = [
    *("above", "against", "barring", "besides", "but", "concerning", "despite", "during", "either"),
    *(
        "except",
        "hardly",
        "ideally",
        "if",
        "instead of",
        "like",
        "mostly",
        "neither",
        "never",
        "nor",
    ),
    *("never on", "not", "not on", "only", "only on", "other than", "per", "preferably", "until"),
    *("regarding", "tentatively", "unless", "usually on", "versus", "when", "whether", "while"),
    *("with", "within", "without", "effective", "valid until", "as of", "as soon as", "all but"),
    *("no sooner than", "if it rains on", "because she lands", "after they meet on", "so that"),
    *("which opens on", "expiring", "starting", "since", "between"),
]
AFTER = [
    *("maybe", "perhaps", "hopefully", "tbc", "at the earliest", "onwards", "only", "excluded"),
    *("or later", "or earlier", "ish", "permitting", "thereafter", "except mornings", "ago"),
    *(", maybe", "(maybe)", "- tentatively", "versus sunday", "plus two", "or 6"),
]


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("words", BEFORE)
def test_words_before_a_phrase_take_the_claim_away(words: str, phrase: str) -> None:
    for text in (f"call the office {words} {phrase}", f"call the office {words} {phrase}, Ana"):
        read = read_line(text, CONTEXT)
        assert (read["title"], read["claims"]) == (text, [])


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("words", AFTER)
def test_words_after_a_phrase_take_the_claim_away(words: str, phrase: str) -> None:
    text = f"call the office {phrase} {words}"
    read = read_line(text, CONTEXT)
    assert (read["title"], read["claims"]) == (text, [])


@pytest.mark.parametrize("one", PHRASES[:3])
@pytest.mark.parametrize("other", [*PHRASES[:3], "5 may 2027", "next month"])
@pytest.mark.parametrize("joint", ["and pay the rent", "then rest", "or", "and maybe"])
def test_two_days_are_the_day_of_neither(one: str, other: str, joint: str) -> None:
    text = f"call the office {one} {joint} {other}"
    read = read_line(text, CONTEXT)
    if one != other:
        assert (read["title"], read["claims"]) == (text, [])
