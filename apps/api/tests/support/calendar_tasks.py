"""Tasks and foreign lines of iCalendar, made up by Hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st
from pydantic import TypeAdapter

from support.recurrence import rules
from taskora_api.calendars.todo.task import CalendarTask, Priority, Reminder
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.text import SafeText, is_visible, neutralised

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]
_SAFE = TypeAdapter[str](SafeText)
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")
_ANY = st.text(_CHARACTERS | st.sampled_from(';,:\\"\nN'), max_size=60)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
instants = st.integers(631_152_000, 2_840_140_800).map(lambda at: datetime.fromtimestamp(at, UTC))
minutes = st.times().map(lambda each: time(each.hour, each.minute))


def _as_line(text: str) -> str:
    return neutralised(" ".join(text.splitlines()).strip())


lines = _ANY.map(_as_line).filter(lambda text: bool(text) and is_visible(text))
notes = _ANY.map(_SAFE.validate_python)
uids = st.text(_CHARACTERS, min_size=1, max_size=30).map(_as_line).filter(bool)


def reminders(*, is_all_day: bool) -> st.SearchStrategy[Reminder]:
    """Make up reminders; only what is due on a day may have one after its beginning."""
    before = st.builds(
        Reminder,
        uid=st.none() | uids,
        minutes_before=st.integers(-1_439 if is_all_day else 0, 50_000),
        acknowledged_at=st.none() | instants,
    )
    return before | st.builds(Reminder, uid=st.none() | uids, at=instants)


def _what_makes_it_one(reminder: Reminder) -> object:
    return reminder.uid or (reminder.minutes_before, reminder.at)


@st.composite
def tasks(draw: st.DrawFn) -> CalendarTask:
    """Make up tasks whose open occurrence is the first of their series, if they have one."""
    due_on = draw(st.none() | days)
    due_time = None if due_on is None else draw(st.none() | minutes)
    tags = {tag.casefold(): tag for tag in draw(st.lists(lines, max_size=4))}
    uid = draw(uids)
    is_all_day = due_on is not None and due_time is None
    alarms = st.lists(reminders(is_all_day=is_all_day), max_size=3, unique_by=_what_makes_it_one)
    task = CalendarTask(
        uid=uid,
        title=draw(lines),
        notes=draw(notes),
        priority=draw(st.sampled_from(Priority)),
        tags=tuple(tags[key] for key in sorted(tags)),
        start_on=draw(st.none() | days.filter(lambda day: day != due_on)),
        due_on=due_on,
        due_time=due_time,
        due_zone=None if due_time is None else draw(st.none() | st.sampled_from(ZONES)),
        deadline_on=draw(st.none() | days),
        duration_minutes=draw(st.none() | st.integers(1, 525_600)),
        recurrence=None if due_on is None else draw(st.none() | _series(due_on)),
        parent_uid=draw(st.none() | uids.filter(lambda parent: parent not in {uid, "one"})),
        completed_at=draw(st.none() | instants),
        reminders=tuple(draw(alarms)),
        created_at=draw(instants),
    )
    return replace(task, updated_at=task.created_at)


@st.composite
def _series(draw: st.DrawFn, start: date) -> Series:
    rule: Rule = draw(rules(any_skip=True))
    ends = st.fixed_dictionaries({"count": st.integers(1, 99)}) | st.fixed_dictionaries(
        {"until": st.integers(0, 900).map(lambda after: start + timedelta(days=after))}
    )
    ending = draw(st.just({}) | ends)
    skipped = draw(st.frozensets(st.integers(0, 99), max_size=3))
    return Series(
        rule=replace(rule, anchor=draw(st.sampled_from(Anchor)), **ending),
        start=start,
        skipped=frozenset(start + timedelta(days=after) for after in skipped),
    )


_TOKEN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=8)
_PARAMETER = st.text("abcXYZ09 ü.-_/", max_size=12).map(str.strip)
_VALUE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
_NAMES = st.sampled_from(["LOCATION", "URL", "GEO", "CLASS", "COMMENT", "ATTACH", "RDATE"])


@st.composite
def foreign_lines(draw: st.DrawFn) -> bytes:
    """Make up a line that nothing is known of, folded anywhere, within characters too."""
    name = draw(_NAMES | _TOKEN.map(lambda name: f"X-{name}"))
    parameters = "".join(
        f';X-{draw(_TOKEN)}="{draw(_PARAMETER)}"' for _ in range(draw(st.integers(0, 2)))
    )
    whole = f"{name}{parameters}:{draw(_VALUE)}".encode()
    for at in sorted(draw(st.sets(st.integers(1, len(whole)), max_size=3)), reverse=True):
        fold = draw(st.sampled_from([b"\r\n ", b"\r\n\t", b"\n "]))
        whole = whole[:at] + fold + whole[at:]
    return whole + draw(st.sampled_from([b"\r\n", b"\n"]))


@st.composite
def foreign_components(draw: st.DrawFn) -> bytes:
    """Make up a component that nothing is known of."""
    name = f"X-{draw(_TOKEN)}"
    inside = b"".join(draw(st.lists(foreign_lines(), max_size=3)))
    return f"BEGIN:{name}\r\n".encode() + inside + f"END:{name}\r\n".encode()
