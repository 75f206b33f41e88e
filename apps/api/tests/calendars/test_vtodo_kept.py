"""What nothing is known of stays as it came, byte for byte, whatever is changed beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.caldav import todo, unfolded
from support.calendar_tasks import foreign_components, foreign_lines, tasks
from support.examples import examples
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.task import CalendarTask, Priority
from taskora_api.calendars.todo.writing import render
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.series import Series

APPLE_AND_TASKS_ORG = [
    "X-APPLE-SORT-ORDER:682435200",
    "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Home:geo:52.5,13.4",
    "X-OC-HIDESUBTASKS:1",
    "X-MOZ-LASTACK:20260301T090000Z",
    "CATEGORIES;LANGUAGE=en;X-A=b:home",
    "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:aGVsbG8=",
    "X-EVOLUTION-ALARM-UID:abc",
    "CLASS:PRIVATE",
    "GEO:37.386013;-122.082932",
    'LOCATION;ALTREP="http://example.org/a:b":Room\\; 1',
]


def _with(foreign: list[bytes], outside: list[bytes], components: list[bytes]) -> bytes:
    whole = todo("SUMMARY:a", "DUE;VALUE=DATE:20260401")
    inner = whole.replace(b"SUMMARY:a\r\n", b"SUMMARY:a\r\n" + b"".join(foreign))
    inner = inner.replace(b"END:VTODO\r\n", b"".join(components) + b"END:VTODO\r\n")
    return inner.replace(b"BEGIN:VTODO\r\n", b"".join(outside) + b"BEGIN:VTODO\r\n")


@given(
    st.lists(foreign_lines(), max_size=4),
    st.lists(foreign_lines() | foreign_components(), max_size=2),
    st.lists(foreign_components(), max_size=2),
    tasks(),
)
@settings(max_examples=examples(150), deadline=None)
def test_foreign_lines_and_components_come_out_again_whatever_else_changes(
    foreign: list[bytes], outside: list[bytes], components: list[bytes], task: CalendarTask
) -> None:
    text = _with(foreign, outside, components)
    assert render(read_object(text).task, text, 1) == text
    written = render(replace(task, uid="one"), text, 2)
    assert read_object(written).task == replace(task, uid="one")
    at = 0
    for each in [*outside, *foreign, *components]:
        at = written.index(each, at) + len(each)


@pytest.mark.parametrize("line", APPLE_AND_TASKS_ORG)
def test_a_property_of_a_known_program_is_kept(line: str) -> None:
    text = todo("SUMMARY:a", line)
    task = replace(read_object(text).task, title="b", priority=Priority.HIGH)
    written = render(task, text, 2)
    assert f"{line}\r\n".encode() in written
    assert {"SUMMARY:b", "PRIORITY:1"} <= set(unfolded(written))


@pytest.mark.parametrize(
    ("line", "changed", "wanted"),
    [
        ('SUMMARY;LANGUAGE=de;X-A="c:d":a', {"title": "b"}, 'SUMMARY;LANGUAGE=de;X-A="c:d":b'),
        ('DESCRIPTION;ALTREP="cid:x";X-A=b:a', {"notes": "b"}, "DESCRIPTION;X-A=b:b"),
        ('SUMMARY;ALTREP="cid:x":a', {"title": "b"}, "SUMMARY:b"),
        ("PRIORITY;X-A=b:3", {"priority": Priority.LOW}, "PRIORITY;X-A=b:9"),
        ("CATEGORIES;LANGUAGE=en:a", {"tags": ("a", "b")}, "CATEGORIES;LANGUAGE=en:a,b"),
        (
            "DUE;X-A=b;VALUE=DATE:20260401",
            {"due_on": date(2026, 4, 2), "due_time": time(9), "due_zone": "UTC"},
            "DUE;X-A=b:20260402T090000Z",
        ),
    ],
)
def test_parameters_of_a_property_that_we_change_are_kept(
    line: str, changed: dict[str, object], wanted: str
) -> None:
    text = todo(line)
    task = read_object(text).task
    assert wanted in unfolded(render(replace(task, **changed), text, 2))  # type: ignore[arg-type]


def test_what_is_not_changed_keeps_its_folds_its_order_and_its_seconds() -> None:
    text = todo(
        "DUE;TZID=Europe/Berlin:20260401T173042",
        "DESCRIPTION:a lon",
        " g text",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "ACTION:DISPLAY",
        "END:VALARM",
        "SUMMARY:a",
    )
    task = replace(read_object(text).task, title="b")
    written = render(task, text, 2)
    for kept in (
        b"DUE;TZID=Europe/Berlin:20260401T173042\r\n",
        b"DESCRIPTION:a lon\r\n g text\r\n",
    ):
        assert kept in written


def test_a_fold_within_a_character_is_kept_and_read() -> None:
    text = todo("SUMMARY:Käse").replace(b"K\xc3\xa4se", b"K\xc3\r\n \xa4se")
    task = read_object(text).task
    assert task.title == "Käse"
    assert b"K\xc3\r\n \xa4se" in render(replace(task, notes="x"), text, 2)


def test_a_mark_of_byte_order_and_bare_line_ends_are_taken() -> None:
    text = b"\xef\xbb\xbf" + todo("SUMMARY:a").replace(b"\r\n", b"\n")
    assert read_object(text).task.title == "a"


def test_a_time_zone_that_came_along_stays_and_a_missing_one_is_described() -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "X-A:b", "END:VTIMEZONE"]
    whole = todo("SUMMARY:a", "DUE;TZID=Europe/Berlin:20260401T090000")
    text = whole.replace(b"BEGIN:VTODO", "\r\n".join([*zone, "BEGIN:VTODO"]).encode())
    task = read_object(text).task
    assert render(replace(task, title="b"), text, 2).count(b"BEGIN:VTIMEZONE") == 1
    other = unfolded(render(replace(task, due_zone="Asia/Tokyo"), text, 2))
    assert {"TZID:Europe/Berlin", "TZID:Asia/Tokyo", "X-A:b"} <= set(other)


def test_a_rule_that_we_change_keeps_a_foreign_date_beside_it() -> None:
    text = todo("DTSTART;VALUE=DATE:20260401", "RRULE:FREQ=DAILY", "RDATE;VALUE=DATE:20260501")
    task = read_object(text).task
    weekly = Series(rule=read_rule("FREQ=WEEKLY"), start=date(2026, 4, 1))
    written = unfolded(render(replace(task, recurrence=weekly), text, 2))
    assert {"RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20260501"} <= set(written)


def test_the_same_task_over_the_same_text_is_the_same_text() -> None:
    text = todo("SUMMARY:a", "X-A:b")
    task = CalendarTask(uid="one", title="b", updated_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert render(task, text, 7) == render(task, text, 7)


def test_another_form_of_the_notes_goes_with_them_and_stays_otherwise() -> None:
    form = "X-ALT-DESC;FMTTYPE=text/html:<b>a</b>"
    text = todo("SUMMARY:x", 'DESCRIPTION;ALTREP="data:text/html,a":a', form)
    task = read_object(text).task
    assert not any("ALT" in line for line in unfolded(render(replace(task, notes="b"), text, 2)))
    others = unfolded(render(replace(task, title="y"), text, 2))
    assert {'DESCRIPTION;ALTREP="data:text/html,a":a', form} <= set(others)
