"""No file takes a process down: each is refused with a typed error, or read within bounds."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.exchange import CONTEXT, DATA, golden, read, zipped
from taskora_api.exchange import limits
from taskora_api.exchange.assembling import Action
from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.exchange.errors import FIXES, Code, ExchangeError
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.reasons import SENTENCES, Reason

pytestmark = pytest.mark.long

TODOIST_HEADER = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG\n"
BOM = "\ufeff"


def code_of(content: bytes | str, filename: str = "") -> Code:
    """Give the code with which a file is refused."""
    with pytest.raises(ExchangeError) as refused:
        read(content, filename=filename)
    assert refused.value.fix == FIXES[refused.value.code]
    assert str(refused.value) == (
        f"{refused.value.code}: {refused.value.what}. Do: {refused.value.fix}"
    )
    return refused.value.code


def _google(**task: object) -> str:
    tasks = [{"id": "1", "title": "Sow", **task}]
    return json.dumps(
        {"kind": "tasks#taskLists", "items": [{"id": "l", "title": "L", "items": tasks}]}
    )


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file(content: bytes) -> None:
    assert code_of(content) is Code.EMPTY


def test_a_file_that_is_too_large() -> None:
    assert code_of(b"x" * (limits.FILE_BYTES_MAX + 1)) is Code.TOO_LARGE


@pytest.mark.parametrize(
    "content", ["hello", "a,b,c\n1,2,3\n", "{}", "[]", '{"kind": "calendar"}', "<html></html>"]
)
def test_an_unknown_format(content: str) -> None:
    assert code_of(content, "notes.txt") is Code.FORMAT_UNKNOWN


def test_an_archive_of_something_else() -> None:
    assert code_of(zipped({"photo.jpg": b"\xff\xd8"})) is Code.FORMAT_UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        TODOIST_HEADER.encode() + "task,Äpfel\n".encode("latin-1"),
        ("\ufeff" + TODOIST_HEADER).encode("utf-16-le"),
        b'{"kind": "tasks#taskLists", "items": "\xff"}',
        b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:\xe4\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_wrong_encoding(content: bytes) -> None:
    assert code_of(content) is Code.ENCODING


def test_a_byte_order_mark_and_lines_that_end_in_crlf() -> None:
    text = BOM + TODOIST_HEADER + 'task,"two\nlines",,4,1,,,,en\n'
    (task,) = read(text.replace("\n", "\r\n"), filename="Flat.csv").document.tasks
    assert task.title == "two lines"


def test_characters_that_cannot_be_stored_are_left_out_and_said() -> None:
    for text in (_google(title="a\x00b\ud800c"), TODOIST_HEADER + "task,a\x00bc,,4,1,,,,en\n"):
        result = read(text)
        assert [task.title for task in result.document.tasks] == ["abc"]
        (remark,) = result.verdicts[-1].remarks
        assert remark.reason is Reason.CHARACTERS_LEFT_OUT


def test_a_lone_surrogate_in_a_row_that_is_refused_is_not_shown() -> None:
    result = read(_google(title="\ud800", notes="\udfff"))
    assert result.verdicts[-1].action is Action.ERROR
    "".join(each.title + each.sentence for each in result.verdicts).encode()


def test_a_bomb_of_one_entry() -> None:
    bomb = zipped({"data.json": b"[" + b" " * 20_000_000 + b"]"})
    assert len(bomb) < 50_000
    assert code_of(bomb) is Code.ARCHIVE_TOO_LARGE


def test_a_bomb_whose_header_says_that_it_is_small() -> None:
    bomb = bytearray(zipped({"data.json": b"[" + b" " * 20_000_000 + b"]"}))
    size = (20_000_002).to_bytes(4, "little")
    assert bomb.count(size) == 2
    assert code_of(bytes(bomb.replace(size, (10).to_bytes(4, "little")))) in {
        *(Code.ARCHIVE, Code.ARCHIVE_TOO_LARGE, Code.CONTENT),
    }


def test_a_bomb_of_many_entries() -> None:
    names = {f"{number}.csv": b"" for number in range(limits.ENTRIES_MAX + 1)}
    assert code_of(zipped(names)) is Code.ARCHIVE_TOO_LARGE


def test_a_bomb_of_entries_that_are_large_together() -> None:
    # Numbers, so that it is packed as other text is; few rows, so that their number is no reason.
    notes = " ".join(str(number) for number in range(4_000))
    rows = TODOIST_HEADER + f'task,A,"{notes}",4,1,,,,en\n' * 40
    archive = zipped({f"{number}.csv": rows for number in range(100)})
    assert len(archive) < limits.FILE_BYTES_MAX
    assert len(rows) < limits.UNPACKED_BYTES_MAX < 100 * len(rows)
    assert code_of(archive) is Code.ARCHIVE_TOO_LARGE


@pytest.mark.parametrize("cut", [30, 100, -30, -10])
def test_a_broken_archive(cut: int) -> None:
    _, content = golden(Source.TODOIST)
    assert code_of(content[:cut]) is Code.ARCHIVE


def test_an_archive_with_a_password() -> None:
    content = bytearray(zipped({"data.json": "[]"}))
    # The flag of encryption, in both headers of the entry.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(content)) is Code.ARCHIVE


def test_names_of_an_archive_that_lead_elsewhere_are_only_names() -> None:
    archive = zipped({"../../etc/My list [7].csv": TODOIST_HEADER + "task,A,,4,1,,,,en\n"})
    (project,) = read(archive).document.projects
    assert (project.source_id, project.name) == ("7", "My list")


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = zipped({"data.json": "[]"})
    assert code_of(zipped({"inner.zip": inner})) is Code.FORMAT_UNKNOWN


def test_a_cell_of_ten_megabytes() -> None:
    text = TODOIST_HEADER + f'task,"{"x" * 10_000_000}",,4,1,,,,en\n'
    assert code_of(text) is Code.CELL_TOO_LARGE


def test_a_quotation_mark_that_never_ends() -> None:
    text = TODOIST_HEADER + 'task,"' + "line\n" * 100_000
    assert code_of(text) is Code.CELL_TOO_LARGE


def test_a_row_of_millions_of_cells() -> None:
    text = TODOIST_HEADER + "," * (limits.CELLS_MAX + 1)
    assert code_of(text) is Code.TOO_MANY_VALUES


def test_more_rows_than_are_taken() -> None:
    # Rows that nothing is made of count, and take a quarter of the time of a task.
    text = TODOIST_HEADER + "task,A,,4,1,,,,en\n" + "other,A,,,,,,,\n" * limits.ROWS_MAX
    assert code_of(text) is Code.TOO_MANY_ROWS


@pytest.mark.parametrize("mark", ['{"a":', "["])
def test_json_that_is_nested_deeply(mark: str) -> None:
    assert code_of(mark * 100_000) is Code.TOO_DEEP


def test_json_of_millions_of_values() -> None:
    text = "[" + "[]," * limits.VALUES_MAX + "[]]"
    assert code_of(text) is Code.TOO_MANY_VALUES


@pytest.mark.parametrize("text", ['{"a": 1', "[1,]", '{"a": NaN}', '{"a": ' + "9" * 10_000 + "}"])
def test_json_that_is_none(text: str) -> None:
    assert code_of(text) is Code.CONTENT


@pytest.mark.parametrize("value", [None, 7, True, [], {}, "", "x" * 100_000, 1e300, -1, "9" * 5000])
def test_values_of_another_type_than_they_have(value: object) -> None:
    names = ("title", "notes", "due", "parent", "completed", "created", "links", "status", "id")
    for name in names:
        result = read(_google(**{name: value}))
        assert len(result.verdicts) == 2


def test_an_export_of_a_later_version() -> None:
    assert code_of('{"format": "taskora", "version": 2}') is Code.VERSION
    assert code_of('{"format": "taskora"}') is Code.VERSION


def test_a_csv_that_is_named_as_a_source_and_has_other_columns() -> None:
    for source in (Source.TODOIST, Source.TICKTICK, Source.TASKORA_CSV):
        with pytest.raises(ExchangeError) as refused:
            import_file(b"a,b\n1,2\n", CONTEXT, source=source)
        assert refused.value.code is Code.COLUMNS


def test_a_todo_that_is_too_large_does_not_stop_the_others() -> None:
    many = "COMMENT:1\r\n" * (limits.COMPONENT_LINES_MAX + 1)
    text = (
        f"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\n{many}END:VTODO\r\n"
        "BEGIN:VTODO\r\nUID:2\r\nSUMMARY:Two\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    )
    result = read(text)
    assert [each.reason for each in result.verdicts] == [Reason.ROW_TOO_LARGE, Reason.NEW]


def test_a_todo_that_does_not_end() -> None:
    assert code_of("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\n") is Code.CONTENT


def test_a_calendar_is_never_taken_for_the_name_of_a_file() -> None:
    name = str(DATA / Source.ICALENDAR / "reminders.ics")
    for text in (f"BEGIN:VCALENDAR{name}", f"BEGIN:VCALENDAR\n{name}\nBEGIN:VTODO\nEND:VTODO"):
        assert read(text).document == TaskDocument()


def test_a_list_whose_reminders_apple_has_moved() -> None:
    todo = "BEGIN:VTODO\r\nUID:{}\r\nSUMMARY:{}\r\nEND:VTODO\r\n"
    notes = todo.format(1, "Where are my reminders?") + todo.format(
        2, "The creator of this list has upgraded these reminders."
    )
    calendar = "BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n"
    assert code_of(calendar.format(notes)) is Code.REMINDERS_UPGRADED
    result = read(calendar.format(notes + todo.format(3, "Mine")))
    assert [each.reason for each in result.verdicts] == [
        *(Reason.NOT_A_TASK, Reason.NOT_A_TASK, Reason.NEW),
    ]


def test_rules_that_never_match_take_bounded_time() -> None:
    never = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    todo = "BEGIN:VTODO\r\nUID:{}\r\nSUMMARY:A\r\nDUE;VALUE=DATE:20260101\r\nRRULE:{}\r\nEND:VTODO"
    todos = "\r\n".join(todo.format(number, never) for number in range(300))
    result = read(f"BEGIN:VCALENDAR\r\n{todos}\r\nEND:VCALENDAR\r\n")
    assert {task.recurrence for task in result.document.tasks} == {None}
    assert {each.reason for verdict in result.verdicts for each in verdict.remarks} == {
        Reason.RECURRENCE_NOT_READ
    }


def test_each_code_has_its_fix_and_each_reason_its_sentence() -> None:
    assert FIXES.keys() == set(Code)
    assert SENTENCES.keys() == set(Reason)


@pytest.mark.parametrize("source", Source)
@settings(max_examples=examples(150), deadline=None)
@given(data=st.data())
def test_a_file_that_was_damaged_is_read_or_refused(source: Source, data: st.DataObject) -> None:
    _, content = golden(source)
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 40, len(content))))
    damaged = content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    with suppress(ExchangeError):
        import_file(damaged, CONTEXT, source=source)


@pytest.mark.parametrize("source", Source)
@settings(max_examples=examples(100), deadline=None)
@given(content=st.binary(min_size=1, max_size=200) | st.text(min_size=1).map(str.encode))
@example(content=b"PK\x05\x06")
@example(content=b"PK\x03\x04")
def test_any_bytes_are_read_or_refused(source: Source, content: bytes) -> None:
    with suppress(ExchangeError):
        import_file(content, CONTEXT, source=source)


def test_entries_of_unknown_packing() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("data.json", "[]")
    damaged = buffer.getvalue().replace(b"\x0e\x00", b"\x63\x00")
    assert code_of(damaged) is Code.ARCHIVE
