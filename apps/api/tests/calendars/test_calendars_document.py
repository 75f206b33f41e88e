"""docs/calendars.md and ADR 0036 say what the code does, in its figures and names."""

import re
from pathlib import Path
from typing import Any

from taskora_api.calendars.dav import reports, xml
from taskora_api.calendars.dav.addresses import SEGMENT_LENGTH_MAX
from taskora_api.calendars.dav.failures import of_calendar_error
from taskora_api.calendars.errors import FIXES, CalendarError, Code
from taskora_api.calendars.todo import layout, task
from taskora_api.calendars.todo.schedule import ANCHOR, DEADLINE, START

ROOT = Path(__file__).parents[4]
DOCUMENT = (ROOT / "docs/calendars.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs/adr/0036-calendar-programs-see-one-open-occurrence.md").read_text(
    encoding="utf-8"
)


def test_each_code_has_its_row_with_its_precondition() -> None:
    rows = re.findall(r"^\| `(CALENDAR_\w+)` +\| `([\w-]+)`", DOCUMENT, re.MULTILINE)
    answered = []
    for code in Code:
        precondition: Any = of_calendar_error(CalendarError(code, "x")).precondition
        answered.append((code, precondition.tag.partition("}")[2]))
    assert rows == answered
    assert FIXES.keys() == set(Code)


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (
        f"{layout.TEXT_BYTES_MAX} bytes",
        f"| {layout.LINES_MAX}, {layout.DEPTH_MAX} ",
        f"{xml.XML_BYTES_MAX} bytes",
        f"| {xml.ELEMENTS_MAX}, {xml.DEPTH_MAX} ",
        f"| {reports.CHANGES_MAX} ",
        f"{SEGMENT_LENGTH_MAX} characters",
        f"1 to {task.TITLE_LENGTH_MAX} characters",
        f"up to {task.NOTES_LENGTH_MAX} characters",
        f"up to {task.TAGS_MAX}, each up to {task.TAG_LENGTH_MAX} characters",
    ):
        assert limit in DOCUMENT


def test_properties_of_ours_are_named() -> None:
    for name in (START, ANCHOR, DEADLINE):
        assert f"`{name}`" in RECORD
