"""Each recurrence that is claimed is a rule that the product keeps, from its first day (A3)."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskora_api.grammar.context import Context
from taskora_api.grammar.line import read_line
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.writing import write_rule

DATA = Path(__file__).parent / "data" / "lines.tsv"
PHRASES = [
    line.split("\t")[0]
    for line in DATA.read_text(encoding="utf-8").splitlines()
    if '"recurrence"' in line
]
EVERY = ["every day", "every other day", "every 3 weeks", "every monday", "every mon, wed and fri"]
EVERY += ["every month on the 31st", "every month on the last day", "every last friday", "daily"]
EVERY += ["every first monday of the month", "every year on 29 february", "every 24 december"]
EVERY += ["on weekdays", "every last workday", "every 2 months on the 2nd tuesday", "quarterly"]
TAILS = ["", "until 5 march 2095", "for 3 times", "starting tomorrow", "except in august"]
any_day = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*PHRASES, *(f"gym {each}" for each in EVERY)]), any_day)
def test_a_rule_is_one_of_the_product_and_is_due_first_where_it_begins(
    line: str, today: date
) -> None:
    read = read_line(line, Context(today))
    # "until friday" has no day where the rule has none before.
    if "recurrence" not in read:
        return
    recurrence = read["recurrence"]
    rule = read_rule(recurrence["rule"], anchor=Anchor(recurrence["anchor"]))
    assert write_rule(rule) == recurrence["rule"]
    start = date.fromisoformat(recurrence.get("start", today.isoformat()))
    due = date.fromisoformat(read["due"]["on"])
    if "due" not in line and "at" not in read["due"] and rule.until is None:
        assert due == next(walk(rule, due, start))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY), st.sampled_from(TAILS))
def test_limits_are_a_part_of_the_rule(every: str, tail: str) -> None:
    line = f"gym {every} {tail}".strip()
    read = read_line(line, Context(date(2026, 11, 28)))
    if "recurrence" not in read:
        # A year has no august to leave out on the 24th of december.
        assert tail == "except in august"
        return
    assert read["title"] == "gym"
    assert ("UNTIL" in read["recurrence"]["rule"]) is tail.startswith("until")
    assert ("COUNT" in read["recurrence"]["rule"]) is tail.startswith("for")
    assert ("start" in read["recurrence"]) is tail.startswith("starting")


@pytest.mark.parametrize(
    ("line", "rule", "anchor"),
    [
        ("gym every! 3 days", "FREQ=DAILY;INTERVAL=3", "completion"),
        ("pay every 30th", "FREQ=MONTHLY;BYMONTHDAY=30;RSCALE=GREGORIAN;SKIP=BACKWARD", "due"),
        ("gym every day except mon and fri", "FREQ=DAILY;BYDAY=TU,WE,TH,SA,SU", "due"),
    ],
)
def test_a_rule_counts_from_where_it_is_said_to(line: str, rule: str, anchor: str) -> None:
    read = read_line(line, Context(date(2026, 11, 28)))["recurrence"]
    assert json.loads(json.dumps(read)) == {"rule": rule, "anchor": anchor}
