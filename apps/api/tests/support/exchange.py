"""Documents for tests of import and export: made up by Hypothesis, or read from golden folders."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st

from support.recurrence import rules
from taskora_api.exchange import limits
from taskora_api.exchange.assembling import Import, Known
from taskora_api.exchange.cleaning import clean_line, clean_tags, clean_text
from taskora_api.exchange.documents import (
    Comment,
    Priority,
    Project,
    Recurrence,
    Relation,
    RelationKind,
    Reminder,
    Section,
    Source,
    Task,
    TaskDocument,
)
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.items import Context, Remarks
from taskora_api.exchange.losses import icalendar, markdown, todoist
from taskora_api.exchange.losses.loss import Step
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.walk import walk

DATA = Path(__file__).parents[1] / "exchange" / "data"
# A Monday.
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CONTEXT = Context(today=TODAY, now=NOW)
ZONES = [None, "UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"]
# Ids that a format does not have are compared by the order of what has them.
IDS: dict[Source, Step] = {
    Source.MARKDOWN: markdown.IDS,
    Source.TODOIST: todoist.IDS,
    Source.ICALENDAR: icalendar.IDS,
}
# Where a person may be, on both sides of UTC; None is nowhere that is known.
PEOPLES_ZONES = [
    *(None, "UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "Asia/Kathmandu"),
]
COMMON_RULES = [
    *("FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MONTHLY", "FREQ=YEARLY"),
    *("FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=3FR;WKST=SU"),
    *("FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD"),
    *("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4", "FREQ=DAILY;COUNT=9", "FREQ=DAILY;UNTIL=20270101"),
]
Value = TypeVar("Value")


def read(
    content: bytes | str,
    *,
    filename: str = "",
    known: Known | None = None,
    zone: str | None = None,
) -> Import:
    """Import a file on the day of these tests, in a zone of the person or without one."""
    given = content.encode() if isinstance(content, str) else content
    context = Context(today=TODAY, now=NOW, filename=filename, zone=zone)
    return import_file(given, context, known=known)


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    """Make an archive of names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def golden(source: Source) -> tuple[str, bytes]:
    """Give the name and the content of the file in a golden folder."""
    folder = DATA / source
    if (folder / "archive").is_dir():
        files = sorted((folder / "archive").iterdir())
        return f"{source}.zip", zipped({file.name: file.read_bytes() for file in files})
    (file,) = (each for each in folder.iterdir() if each.name != "expected.json")
    return file.name, file.read_bytes()


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_tricky = st.sampled_from(
    [
        *("=1+1", "'-quoted", "+", "@home", "mail @bob now", "a,b;c", 'say "hi"', "C:\\new\\Next"),
        *("- [ ] no item", "# no heading", "> no quote", "due: never", "BEGIN:VTODO", "\ufeffbom"),
        *(
            "two  spaces",
            "emoji \U0001f469\u200d\U0001f680",
            "\u0645\u0631\u062d\u0628\u0627",
            "1.",
        ),
    ]
)
lines = (
    (_texts | _tricky)
    .map(lambda text: clean_line(Remarks(), text))
    .filter(lambda text: bool(text) and clean_line(Remarks(), text) == text)
)
notes = st.lists(_texts | _tricky, max_size=4).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\t"]).map(
        lambda between: clean_text(Remarks(), between.join(parts))
    )
)
days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
instants = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone.
    datetime(2080, 1, 1),  # noqa: DTZ001 - as above.
    timezones=st.just(UTC),
)
clock_times = st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
tags = st.lists(lines, max_size=3).map(lambda values: clean_tags(Remarks(), values))


@cache
def perhaps(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Give a value or none."""
    return st.none() | values


# As in support.recurrence: what depends on nothing is made once.
_rules = {
    anchor: st.sampled_from(COMMON_RULES).map(partial(read_rule, anchor=anchor))
    | rules(any_skip=True)
    for anchor in Anchor
}
_few_days = st.frozensets(days, max_size=2)
_moves = st.frozensets(st.builds(Occurrence, days, days), max_size=2)
_pauses = st.frozensets(st.builds(Pause, days, perhaps(days)), max_size=2)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Make up recurrences, of which many have nothing but a rule and a start."""
    rule = draw(_rules[draw(st.sampled_from(Anchor))])
    start = draw(days)
    if draw(st.booleans()):
        return Recurrence(series=Series(rule=rule, start=start))
    series = Series(
        rule=rule,
        start=start,
        first=draw(perhaps(days)),
        skipped=draw(_few_days),
        moved=draw(_moves),
        pauses=draw(_pauses),
    )
    return Recurrence(series=series, catch_up=draw(st.booleans()))


def _dates_of(recurrence: Recurrence) -> list[date]:
    """Give the first dates of a rule, as far as it has some soon."""
    start = recurrence.series.start
    return list(islice(walk(recurrence.series.rule, start, start, start + timedelta(800)), 3))


_recurrences = recurrences()
_durations = st.integers(1, limits.DURATION_MINUTES_MAX)
_names_of_projects = lines | st.sampled_from(["Inbox", "a/b", "x [y]"])


@st.composite
def tasks(
    draw: st.DrawFn, source_id: str, parent_id: str | None, places: list[tuple[str, str | None]]
) -> Task:
    """Make up a task under a parent, in one of these projects and sections."""
    recurrence = draw(perhaps(_recurrences))
    dates = [] if recurrence is None else _dates_of(recurrence)
    due_on = draw(st.none() | days | st.sampled_from(dates) if dates else perhaps(days))
    due_time = None if due_on is None else draw(perhaps(clock_times))
    project_id, section_id = draw(st.sampled_from([(None, None), *places]))
    return Task(
        source_id=source_id,
        title=draw(lines),
        notes=draw(notes),
        priority=draw(st.sampled_from(Priority)),
        project_id=project_id,
        section_id=section_id,
        parent_id=parent_id,
        tags=draw(tags),
        start_on=draw(perhaps(days)),
        due_on=due_on,
        deadline_on=draw(perhaps(days)),
        due_time=due_time,
        due_zone=None if due_time is None else draw(st.sampled_from(ZONES)),
        duration_minutes=draw(perhaps(_durations)),
        recurrence=recurrence,
        assignee=draw(perhaps(lines)),
        completed_at=draw(perhaps(instants)),
        created_at=draw(perhaps(instants)),
        updated_at=draw(perhaps(instants)),
    )


@cache
def _about(
    task_ids: tuple[str, ...],
) -> tuple[
    st.SearchStrategy[list[Comment]],
    st.SearchStrategy[list[Relation]],
    st.SearchStrategy[list[Reminder]],
]:
    """Make up comments, relations and reminders of these tasks."""
    tasks_of = st.sampled_from(task_ids)
    comments = st.builds(
        Comment,
        source_id=st.just(""),
        task_id=tasks_of,
        text=notes.filter(bool),
        author=perhaps(lines),
        created_at=perhaps(instants),
        edited_at=perhaps(instants),
    )
    relations = st.builds(
        Relation,
        source_id=st.just(""),
        kind=st.sampled_from(RelationKind),
        from_id=tasks_of,
        to_id=tasks_of,
    ).filter(lambda each: each.from_id != each.to_id)
    at = st.builds(
        Reminder,
        source_id=st.just(""),
        task_id=tasks_of,
        at=instants,
        acknowledged_at=perhaps(instants),
    )
    before = st.builds(
        Reminder,
        source_id=st.just(""),
        task_id=tasks_of,
        minutes_before=st.integers(0, limits.DURATION_MINUTES_MAX),
        all_day_time=perhaps(clock_times),
        acknowledged_at=perhaps(instants),
    )
    return (
        st.lists(comments, max_size=3),
        st.lists(relations, max_size=3),
        st.lists(at | before, max_size=3),
    )


@st.composite
def documents(draw: st.DrawFn) -> TaskDocument:
    """Make up documents with tasks in any order, children before their parents included."""
    project_ids = [f"=p {number}" for number in range(draw(st.integers(0, 3)))]
    projects = [
        Project(source_id=each, name=draw(_names_of_projects), archived_at=draw(perhaps(instants)))
        for each in project_ids
    ]
    owners = [] if not project_ids else draw(st.lists(st.sampled_from(project_ids), max_size=3))
    sections = [
        Section(
            source_id=f"s,{number}",
            project_id=owner,
            name=draw(lines),
            archived_at=draw(perhaps(instants)),
        )
        for number, owner in enumerate(owners)
    ]
    places: list[tuple[str, str | None]] = [(each, None) for each in project_ids]
    places += [(each.project_id, each.source_id) for each in sections]
    task_ids = [f"@t{number}" for number in range(draw(st.integers(1, 6)))]
    # A chain in half of the cases, or hardly any would be deep.
    is_chain = draw(st.booleans())
    above: list[str | None] = [None, *task_ids]
    parents = [
        above[number] if is_chain else draw(st.sampled_from(above[: number + 1]))
        for number in range(len(task_ids))
    ]
    made = [
        draw(tasks(each, parent, places)) for each, parent in zip(task_ids, parents, strict=True)
    ]
    comments, relations, reminders = _about(tuple(task_ids))
    return TaskDocument(
        projects=tuple(projects),
        sections=tuple(sections),
        tasks=tuple(draw(st.permutations(made))),
        comments=_named("c", draw(comments)),
        relations=_named("r", draw(relations) if len(task_ids) > 1 else []),
        reminders=_named("m", draw(reminders)),
    )


def _named(prefix: str, things: list[Value]) -> tuple[Value, ...]:
    for number, each in enumerate(things):
        object.__setattr__(each, "source_id", f"{prefix}{number}")
    return tuple(things)
