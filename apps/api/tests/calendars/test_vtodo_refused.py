"""What cannot be taken is refused whole, with a code that never changes."""

import pytest

from support.caldav import todo
from taskora_api.calendars.errors import FIXES, CalendarError, Code
from taskora_api.calendars.todo.layout import DEPTH_MAX, LINES_MAX, TEXT_BYTES_MAX, read_layout
from taskora_api.calendars.todo.reading import read_object

EVENT = todo("SUMMARY:a").replace(b"VTODO", b"VEVENT")
TWO = todo("SUMMARY:a").replace(
    b"END:VCALENDAR", b"BEGIN:VTODO\r\nUID:two\r\nEND:VTODO\r\nEND:VCALENDAR"
)
NESTED = b"BEGIN:X\r\n" * (DEPTH_MAX + 1) + b"END:X\r\n" * (DEPTH_MAX + 1)
REFUSED = [
    pytest.param(b"", Code.TEXT, id="nothing"),
    pytest.param(b"\r\n\r\n", Code.TEXT, id="empty lines"),
    pytest.param(b"nonsense\r\n", Code.TEXT, id="no line"),
    pytest.param(b":x\r\n", Code.TEXT, id="no name"),
    pytest.param(b"BEGIN:VCALENDAR\r\n", Code.TEXT, id="no end"),
    pytest.param(b"END:VCALENDAR\r\n", Code.TEXT, id="no begin"),
    pytest.param(b"BEGIN:VCALENDAR\r\nEND:VTODO\r\n", Code.TEXT, id="another end"),
    pytest.param(todo() + todo(), Code.TEXT, id="two calendars"),
    pytest.param(b"BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n", Code.TEXT, id="no calendar"),
    pytest.param(todo("SUMMARY:\x00"), Code.TEXT, id="NUL"),
    pytest.param(todo("X-A:b").replace(b"X-A:b", b"X-A:\xff"), Code.TEXT, id="no UTF-8"),
    pytest.param(NESTED, Code.TEXT, id="nested"),
    pytest.param(todo("X-A:b" * TEXT_BYTES_MAX), Code.TOO_LARGE, id="bytes"),
    pytest.param(todo(*["X-A:b"] * LINES_MAX), Code.TOO_LARGE, id="lines"),
    pytest.param(EVENT, Code.COMPONENT, id="event"),
    pytest.param(TWO, Code.COMPONENT, id="two tasks"),
    pytest.param(todo().replace(b"UID:one\r\n", b""), Code.COMPONENT, id="no UID"),
    pytest.param(todo(uid="x" * 256), Code.COMPONENT, id="long UID"),
    pytest.param(todo("RECURRENCE-ID:20260301T080000Z"), Code.COMPONENT, id="an occurrence alone"),
    pytest.param(todo("PRIORITY:10"), Code.VALUE, id="priority"),
    pytest.param(todo("PRIORITY:high"), Code.VALUE, id="priority in letters"),
    pytest.param(todo("DUE:tomorrow"), Code.VALUE, id="date in letters"),
    pytest.param(todo("DUE;VALUE=DATE:20260230"), Code.VALUE, id="no day"),
    pytest.param(todo("DUE;VALUE=DATE:18991231"), Code.VALUE, id="too early"),
    pytest.param(todo("DUE:20260301T250000"), Code.VALUE, id="no hour"),
    pytest.param(todo("DUE:PT1H"), Code.VALUE, id="a duration as date"),
    pytest.param(todo("ESTIMATED-DURATION:P2Y"), Code.VALUE, id="no duration"),
    pytest.param(todo("ESTIMATED-DURATION:-PT1H"), Code.VALUE, id="negative"),
    pytest.param(todo("ESTIMATED-DURATION:P9999999999999D"), Code.VALUE, id="for ever"),
    pytest.param(todo("COMPLETED:20260301"), Code.VALUE, id="completed on a date"),
    pytest.param(todo("SUMMARY:" + "x" * 1_025), Code.VALUE, id="title"),
    pytest.param(todo("DESCRIPTION:" + "x" * 32_769), Code.VALUE, id="notes"),
    pytest.param(todo("CATEGORIES:" + "x" * 101), Code.VALUE, id="tag"),
    pytest.param(todo("CATEGORIES:" + ",".join(map(str, range(51)))), Code.VALUE, id="tags"),
    pytest.param(todo("DUE;TZID=Nowhere:20260301T080000"), Code.ZONE, id="zone"),
    pytest.param(todo("DUE:20260301T080000", "RRULE:COUNT=-1"), Code.RULE, id="rule"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_it_is_refused_with_its_code(text: bytes, code: Code) -> None:
    with pytest.raises(CalendarError) as refused:
        read_object(text)
    assert refused.value.code is code
    assert str(refused.value) == f"{code}: {refused.value.what}. Do: {FIXES[code]}"


def test_many_empty_lines_and_folds_are_no_work() -> None:
    """Each of these would take minutes if its cost grew with the square of its length."""
    for filler in (b"\r\n", b"\n", b"\r\n ", b"\n\t"):
        text = todo("SUMMARY:a").replace(
            b"SUMMARY:a\r\n", b"SUMMARY:a\r\n" + filler * 60_000 + b"\r\n"
        )
        assert read_layout(text).name == "VCALENDAR"
