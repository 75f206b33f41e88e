"""A phrase with several readings has the one of the person first."""

from datetime import date

from taskora_api.grammar.choices import chosen, contexts, readings
from taskora_api.grammar.context import Context
from taskora_api.grammar.meaning import resolve

MONDAY = Context(date(2026, 11, 30))
NEXT_FRIDAY = {"k": "wd", "w": 4, "which": "next"}


def test_each_reading_is_there_once() -> None:
    found = readings(MONDAY, lambda context: resolve(NEXT_FRIDAY, context))
    assert found == [date(2026, 12, 11), date(2026, 12, 4)]
    assert readings(MONDAY, lambda context: resolve({"k": "rel", "n": 1}, context)) == [
        date(2026, 12, 1)
    ]


def test_what_means_nothing_to_the_person_has_no_other_reading() -> None:
    node = {"k": "figures", "a": 1, "b": 2, "y": 2027, "strict": True}
    assert readings(MONDAY, lambda context: resolve(node, context)) == []


def test_the_choice_of_the_person_is_first() -> None:
    context = Context(date(2026, 11, 30), chosen={"a": 1, "b": 7})
    assert chosen(context, "a", ["x", "y", "z"]) == ("y", ["x", "z"])
    assert chosen(context, "b", ["x", "y"]) == ("x", ["y"])
    assert chosen(context, "c", ["x"]) == ("x", [])
    assert len(list(contexts(context))) == 4
