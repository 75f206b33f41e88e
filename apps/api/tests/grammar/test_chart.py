"""The chart gives every end of a phrase, and reads nothing twice."""

from taskora_api.grammar.chart import Chart
from taskora_api.grammar.lexicon import Lexicon
from taskora_api.grammar.rules import Rules
from taskora_api.grammar.tokens import tokenise

LEXICON = Lexicon({"month": {"5": ["may"], "12": ["dec"]}})
RULES = Rules(
    {
        "year": [["int[1000..2999]", "$1"]],
        "short": [["int[00..99]", "$1"]],
        "day": [
            ["month int[1..31] year?", {"m": "$1", "d": "$2", "y": "$3"}],
            ["month ~int[1..31]", "glued"],
        ],
        "first": [["month", "first"], ["month", "second"]],
    },
    LEXICON.classes,
)


def _chart(text: str) -> Chart:
    return Chart(tokenise(text), LEXICON, RULES)


def test_all_ends_of_a_phrase_are_read() -> None:
    assert _chart("dec 24 2027 x").read("day", 0) == {
        2: {"m": 12, "d": 24},
        3: {"m": 12, "d": 24, "y": 2027},
    }


def test_the_first_of_two_rules_wins_where_both_end() -> None:
    assert _chart("may").read("first", 0) == {1: "first"}


def test_an_item_that_touches_has_to_touch() -> None:
    assert _chart("may5").read("day", 0) == {2: {"m": 5, "d": 5}}
    assert _chart("may 32").read("day", 0) == {}


def test_two_digits_are_two_digits() -> None:
    assert _chart("07").read("short", 0) == {1: 7}
    assert _chart("7").read("short", 0) == {}


def test_there_is_nothing_beyond_the_ends_and_under_an_unknown_name() -> None:
    chart = _chart("may 5")
    assert chart.read("day", 2) == chart.read("day", -1) == chart.read("week", 0) == {}
    assert chart.has(0, "month")
    assert not chart.has(5, "month")
