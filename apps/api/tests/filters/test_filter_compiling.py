"""What the database finds is what Python finds, and nothing that was typed is SQL."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from support.examples import examples
from support.filter_population import DIRECTORY, contexts, filters, population
from support.filter_tables import TABLES, TASKS, TERMS, MadeTask, filled
from taskora_api.filters.columns import due_instant
from taskora_api.filters.compiling import compile_filter
from taskora_api.filters.context import Context
from taskora_api.filters.errors import Code, FilterError
from taskora_api.filters.matching import matches
from taskora_api.filters.nodes import Contains, Filter, Tagged, Text
from taskora_api.filters.reading import read_filter
from taskora_api.filters.terms import narrowing
from taskora_api.filters.vocabulary import Field
from taskora_api.recurrence.wall_clock import WallClock

SYDNEY = ZoneInfo("Australia/Sydney")
NEW_YORK = "America/New_York"
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Filled:
    """A database, and the tasks that are in it."""

    connection: AsyncConnection
    tasks: list[MadeTask]

    async def found(self, tree: Filter, context: Context) -> set[UUID]:
        """Ask the database."""
        condition = compile_filter(tree, TABLES, context)
        rows = await self.connection.execute(select(TASKS.c.id).where(condition))
        return set(rows.scalars())

    def matching(self, tree: Filter, context: Context) -> set[UUID]:
        """Ask Python."""
        return {task.id for task in self.tasks if matches(tree, task, context)}


@pytest.fixture(scope="module")
async def some(empty_database_url: str) -> AsyncIterator[Filled]:
    """Tasks of all kinds, in a session of a zone whose clocks change."""
    tasks, relations = population()
    tasks += DUE_AROUND_IT.values()
    async with filled(empty_database_url, tasks, relations) as connection:
        await connection.execute(text("SET TIME ZONE 'Europe/Berlin'"))
        yield Filled(connection, tasks)


@settings(max_examples=examples(300), deadline=None)
@given(tree=filters, context=contexts)
async def test_the_database_and_python_find_the_same(
    some: Filled, tree: Filter, context: Context
) -> None:
    assert await some.found(tree, context) == some.matching(tree, context)


@settings(max_examples=examples(300), deadline=None)
@given(tree=filters, context=contexts)
async def test_the_terms_leave_out_nothing_that_a_filter_finds(
    some: Filled, tree: Filter, context: Context
) -> None:
    condition = narrowing(tree, TERMS, TERMS.c.space_id)
    if condition is not None:
        rows = await some.connection.execute(select(TERMS.c.task_id).where(condition))
        assert some.matching(tree, context) <= set(rows.scalars())


@pytest.mark.parametrize(
    ("asked", "is_narrowed"),
    [
        *(("milk", True), ("like:dentsit", True), ("title:milk & today", True), ("no:due", False)),
        *(("milk | bread", True), ("milk | today", False), ("!milk", False), ("mi", False)),
    ],
)
def test_what_the_terms_narrow(asked: str, *, is_narrowed: bool) -> None:
    tree = read_filter(asked)
    assert (narrowing(tree, TERMS, TERMS.c.space_id) is not None) is is_narrowed


@pytest.mark.parametrize("word", ["dentist", "detnist", "dentis", "dentits", "denntist", "dentost"])
async def test_one_slip_is_forgiven_in_each_word(some: Filled, word: str) -> None:
    tree = read_filter(f'like:"{word} apointment"')
    assert some.matching(tree, MORNING_IN_SYDNEY)
    assert await some.found(tree, MORNING_IN_SYDNEY) == some.matching(tree, MORNING_IN_SYDNEY)
    assert not some.matching(read_filter(f'like:"{word} party"'), MORNING_IN_SYDNEY)


@pytest.mark.parametrize("word", ["dntst", "doctor", "tsitned", "dxxtist"])
def test_two_slips_are_another_word(some: Filled, word: str) -> None:
    assert not some.matching(read_filter(f"like:{word}"), MORNING_IN_SYDNEY)


@pytest.mark.parametrize(
    "asked",
    [
        *("today", "overdue", "no due", "done", "is:blocked", "is:blocking", "is:duplicate"),
        *("tag:home", 'tag:"ärger"', "has:notes", "is:recurring", "recurrence:weekly", "äpfel"),
        *(
            "assignee:me",
            "creator:bo",
            "project:kitchen",
            "due:week",
            "created > -7d",
            "time < 9:00",
        ),
        *(
            "priority > low",
            "duration >= 1h",
            "is:subtask",
            "is:trashed",
            "position > a0",
            "zone:utc",
        ),
    ],
)
async def test_each_condition_is_true_for_some_and_not_for_all(some: Filled, asked: str) -> None:
    """Or the comparison of the two evaluators would prove little."""
    tree = read_filter(asked)
    context = Context(today=date(2026, 11, 29), zone=SYDNEY, directory=DIRECTORY)
    found = await some.found(tree, context)
    assert 0 < len(found) < len(some.tasks)
    inverse = await some.found(read_filter(f"!({asked})"), context)
    assert found | inverse == {task.id for task in some.tasks}
    assert not found & inverse


MORNING_IN_SYDNEY = Context.at(datetime(2026, 11, 28, 22, tzinfo=UTC), SYDNEY)
DUE_AROUND_IT = {
    "floating": MadeTask(id=UUID(int=101), due_on=date(2026, 11, 29), due_time=time(17)),
    "sydney": MadeTask(
        id=UUID(int=102),
        due_on=date(2026, 11, 29),
        due_time=time(17),
        due_zone="Australia/Sydney",
    ),
    "all day": MadeTask(id=UUID(int=103), due_on=date(2026, 11, 29)),
    "new york": MadeTask(
        id=UUID(int=104), due_on=date(2026, 11, 28), due_time=time(23), due_zone=NEW_YORK
    ),
    "new york, later": MadeTask(
        id=UUID(int=105), due_on=date(2026, 11, 29), due_time=time(17), due_zone=NEW_YORK
    ),
    "yesterday": MadeTask(id=UUID(int=106), due_on=date(2026, 11, 28)),
    "done": MadeTask(
        id=UUID(int=107),
        due_on=date(2026, 11, 29),
        completed_at=datetime(2026, 11, 28, 13, tzinfo=UTC),
    ),
}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("today & !done", {"floating", "sydney", "all day", "new york"}),
        ("overdue", {"yesterday"}),
        ("due:tomorrow", {"new york, later"}),
        ("completed:today", {"done"}),
        ("completed < today", set()),
    ],
)
async def test_who_asks_in_sydney_at_nine_sees_what_is_due_today_at_five(
    some: Filled, asked: str, names: set[str]
) -> None:
    """There it is still the day before in UTC (vikunja#1225, vikunja#3181)."""
    tree = read_filter(asked)
    ids = {task.id: name for name, task in DUE_AROUND_IT.items()}
    found = await some.found(tree, MORNING_IN_SYDNEY)
    assert {ids[each] for each in found if each in ids} == names
    assert {ids[each] for each in some.matching(tree, MORNING_IN_SYDNEY) if each in ids} == names


@pytest.mark.parametrize(
    ("on", "at", "zone", "instant"),
    [
        # A time that comes twice is the first of the two, and one that never comes is later.
        ("2026-11-01", "01:30", NEW_YORK, "2026-11-01T05:30:00+00:00"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00+00:00"),
        ("2026-10-25", "02:30", "Antarctica/Troll", "2026-10-25T00:30:00+00:00"),
        ("2026-03-08", "02:30", NEW_YORK, "2026-03-08T07:30:00+00:00"),
        ("2026-03-09", "02:30", NEW_YORK, "2026-03-09T06:30:00+00:00"),
        ("2026-11-02", "01:30", NEW_YORK, "2026-11-02T06:30:00+00:00"),
    ],
)
async def test_the_instant_of_a_time_in_a_zone_is_that_of_recurrences(
    some: Filled, on: str, at: str, zone: str, instant: str
) -> None:
    values = text(
        "SELECT CAST(:due_on AS date) AS due_on, CAST(:due_time AS time) AS due_time, "
        "CAST(:due_zone AS text) AS due_zone"
    ).columns(TASKS.c.due_on, TASKS.c.due_time, TASKS.c.due_zone)
    row = values.bindparams(
        due_on=date.fromisoformat(on), due_time=time.fromisoformat(at), due_zone=zone
    ).subquery()
    found = await some.connection.scalar(select(due_instant(*row.c)))
    assert found == datetime.fromisoformat(instant)
    assert (
        WallClock(time.fromisoformat(at), zone).instant(date.fromisoformat(on)).astimezone(UTC)
        == found
    )


HOSTILE = [
    *("'; DROP TABLE tasks; --", '") OR 1=1 --', "%(x)s", ":name", "$1", "{}", "\\", "\\'", "%%"),
    *("?", "/*", "E'\\x00'", "tasks.id"),
]


TYPED = ["{}", "title:{}", "notes={}", "tag:{}", "zone:{}", "position > {}", "tag:{},b"]


def _statement(form: str, typed: str) -> str:
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", typed) + '"'
    condition = compile_filter(read_filter(form.format(quoted)), TABLES, MORNING_IN_SYDNEY)
    return str(select(TASKS.c.id).where(condition).compile(dialect=DIALECT))


@pytest.mark.parametrize("form", TYPED)
def test_what_is_typed_is_always_a_parameter(form: str) -> None:
    assert {_statement(form, typed) for typed in HOSTILE} == {_statement(form, "harmless")}


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_what_is_typed_is_searched_for(some: Filled, hostile: str) -> None:
    task = MadeTask(id=UUID(int=200), title=f"a {hostile} b", tags=(hostile,))
    async with some.connection.begin_nested() as saved:
        await some.connection.execute(insert(TASKS), [task.row()])
        for tree in (Text(hostile), Tagged(hostile), Contains(Field.TITLE, hostile)):
            assert task.id in await some.found(tree, MORNING_IN_SYDNEY)
        await saved.rollback()


@pytest.mark.parametrize("asked", ["project:Bath", 'milk & section:"Bath"', "assignee:Bath"])
def test_a_name_that_stands_for_nothing_is_an_error_at_its_place(asked: str) -> None:
    context = Context(today=date(2026, 11, 29), zone=SYDNEY, directory=DIRECTORY)
    tree = read_filter(asked)
    for ask in (
        lambda: compile_filter(tree, TABLES, context),
        lambda: matches(tree, MadeTask(id=UUID(int=1), title="-"), context),
    ):
        with pytest.raises(FilterError) as refused:
            ask()
        assert refused.value.code is Code.NAME_UNKNOWN
        assert asked[refused.value.place.start : refused.value.place.end].strip('"') == "Bath"


def test_who_is_a_member_of_nothing_is_nobody_and_no_error() -> None:
    context = Context(today=date(2026, 11, 29), zone=SYDNEY)
    task = MadeTask(id=UUID(int=1))
    assert not matches(read_filter("assignee:me"), task, context)
    assert matches(read_filter("!assignee:me"), task, context)
