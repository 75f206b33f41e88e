"""docs/recurrence.md says what the engine and the libraries do, and names tests that are there."""

import re
from pathlib import Path

from support.recurrence_table import BEGIN, DOCUMENT, END, table
from taskora_api.recurrence.errors import FIXES, Code
from taskora_api.recurrence.reading import TEXT_LENGTH_MAX
from taskora_api.recurrence.rule import CALENDAR_FIRST, CALENDAR_LAST, COUNT_MAX, INTERVAL_MAX
from taskora_api.recurrence.walk import DAYS_IN_VAIN_MAX, STEPS_MAX

TESTS = Path(__file__).parent
TEXT = DOCUMENT.read_text(encoding="utf-8")


def test_the_table_is_what_the_libraries_and_the_engine_give_now() -> None:
    assert TEXT.split(BEGIN)[1].split(END)[0] == table()


def test_the_tests_that_it_names_are_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    assert len(named) > 5
    assert named <= there


def test_each_code_has_its_row_and_its_fix() -> None:
    assert re.findall(r"^\| `(RECURRENCE_\w+)`", TEXT, re.MULTILINE) == list(Code)
    assert FIXES.keys() == set(Code)


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (
        f"1 to {INTERVAL_MAX} ",
        f"1 to {COUNT_MAX};",
        f"{CALENDAR_FIRST} to {CALENDAR_LAST}",
        f"up to {TEXT_LENGTH_MAX} characters",
        f"after {STEPS_MAX:,} periods",
        f"{DAYS_IN_VAIN_MAX:,} days in vain",
    ):
        assert limit in TEXT
