"""Pages of a sorted list hold each task once, in order, whatever becomes of the others."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from support.examples import examples
from support.filter_population import contexts, population
from support.filter_sorts import in_order, sorts
from support.filter_tables import TABLES, TASKS, MadeTask, filled
from taskora_api.errors import InvalidCursorError
from taskora_api.filters.context import Context
from taskora_api.filters.keyset import Order, SortPlace
from taskora_api.filters.sorting import Sort, read_sort
from taskora_api.paging import decode_place, encode_place

# Letters that Python sorts as people do; one test has others.
TITLES = ["apples", "apples 2", "apricots", "bread", "bread and butter", "x" * 100, "z"]
CONTEXT = Context(today=date(2026, 11, 29), zone=ZoneInfo("Australia/Sydney"))


@dataclass(frozen=True)
class Listed:
    """A database with tasks in it."""

    connection: AsyncConnection
    tasks: list[MadeTask]

    async def page(self, order: Order, limit: int, cursor: str | None) -> list[Any]:
        """Read a page as a list of tasks does, with a cursor that was text in between."""
        statement = select(TASKS.c.id, *order.selected()).order_by(*order.order_by())
        if cursor is not None:
            statement = statement.where(order.after(decode_place(SortPlace, cursor)))
        return list((await self.connection.execute(statement.limit(limit))).mappings())

    async def pages(self, order: Order, limit: int) -> AsyncIterator[list[Any]]:
        """Follow the cursors from the first page to the last."""
        cursor = None
        while rows := await self.page(order, limit, cursor):
            yield rows
            cursor = encode_place(order.place_of(rows[-1]))


@pytest.fixture(scope="module")
async def listed(empty_database_url: str) -> AsyncIterator[Listed]:
    """Tasks of which many are equal in what they are sorted by, in a session of another zone."""
    chance = random.Random(3)  # noqa: S311
    tasks = [replace(task, title=chance.choice(TITLES)) for task in population()[0]]
    async with filled(empty_database_url, tasks) as connection:
        await connection.execute(text("SET TIME ZONE 'Europe/Berlin'"))
        yield Listed(connection, tasks)


@settings(max_examples=examples(150), deadline=None)
@given(sort=sorts, context=contexts, limit=st.sampled_from([7, 50, 239]))
async def test_all_pages_together_are_the_list_that_python_sorts(
    listed: Listed, sort: Sort, context: Context, limit: int
) -> None:
    order = Order(sort, TABLES.columns, context)
    found = [row["id"] async for rows in listed.pages(order, limit) for row in rows]
    assert found == [task.id for task in in_order(listed.tasks, sort, context)]


@settings(max_examples=examples(25), deadline=None)
@given(sort=sorts, data=st.data())
async def test_what_others_do_between_pages_neither_repeats_nor_loses_a_task(
    listed: Listed, sort: Sort, data: st.DataObject
) -> None:
    order = Order(sort, TABLES.columns, CONTEXT)
    chance = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311
    everybody = {task.id for task in listed.tasks}
    touched = set(chance.sample(sorted(everybody), 60))
    found: list[UUID] = []
    async with listed.connection.begin_nested() as saved:
        async for rows in listed.pages(order, 30):
            found += [row["id"] for row in rows]
            await _change(listed.connection, chance, touched)
        await saved.rollback()
    assert len(found) == len(set(found)) or {i for i in found if found.count(i) > 1} <= touched
    assert everybody - touched <= set(found)
    kept = [each for each in found if each not in touched]
    in_order_ids = [task.id for task in in_order(listed.tasks, sort, CONTEXT)]
    assert kept == [each for each in in_order_ids if each not in touched]


async def _change(connection: AsyncConnection, chance: random.Random, touched: set[UUID]) -> None:
    """Add one task, delete one, and give another one values that move it."""
    first, second = chance.sample(sorted(touched), 2)
    other = replace(population(chance.randint(0, 3))[0][0], id=UUID(int=chance.getrandbits(128)))
    touched.add(other.id)
    moved = {**other.row(), "id": second}
    await connection.execute(delete(TASKS).where(TASKS.c.id == first))
    await connection.execute(insert(TASKS), [other.row()])
    await connection.execute(update(TASKS).where(TASKS.c.id == second).values(moved))


@pytest.mark.parametrize("sort", ["due", "-due"])
async def test_what_has_no_due_date_is_last_in_both_directions(listed: Listed, sort: str) -> None:
    order = Order(read_sort(sort), TABLES.columns, CONTEXT)
    rows = await listed.page(order, len(listed.tasks), None)
    places = [row["sort_0"] is None for row in rows]
    assert any(places)
    assert places == sorted(places)


async def test_titles_are_sorted_as_people_do(listed: Listed) -> None:
    titles = ["Zebra", "äpfel", "Ärger", "apfel", "Apfel", "birne", "éclair", "100", "Öl", "ol"]
    tasks = [MadeTask(id=UUID(int=i), title=title) for i, title in enumerate(titles, 1)]
    order = Order(read_sort("title"), TABLES.columns, CONTEXT)
    async with listed.connection.begin_nested() as saved:
        await listed.connection.execute(delete(TASKS))
        await listed.connection.execute(insert(TASKS), [task.row() for task in tasks])
        found = [titles[row["id"].int - 1] async for rows in listed.pages(order, 3) for row in rows]
        await saved.rollback()
    assert found == [
        *("100", "apfel", "Apfel", "äpfel", "Ärger", "birne", "éclair", "ol", "Öl", "Zebra")
    ]


async def test_a_place_keeps_the_spaces_and_letters_of_a_title(listed: Listed) -> None:
    """A title that is cut within a name ends with a space, and the next page goes on there."""
    titles = ["\U0001f600" * 63 + " a", "\U0001f600" * 63 + " b", "\U0001f600" * 64]
    tasks = [MadeTask(id=UUID(int=i), title=title) for i, title in enumerate(titles, 1)]
    order = Order(read_sort("title"), TABLES.columns, CONTEXT)
    async with listed.connection.begin_nested() as saved:
        await listed.connection.execute(delete(TASKS))
        await listed.connection.execute(insert(TASKS), [task.row() for task in tasks])
        found = [row["id"] async for rows in listed.pages(order, 1) for row in rows]
        await saved.rollback()
    assert sorted(found) == [task.id for task in tasks]


def _place(sort: str, context: Context = CONTEXT, **changed: Any) -> SortPlace:  # noqa: ANN401
    order = Order(read_sort(sort), TABLES.columns, context)
    values = {"due": datetime(2026, 11, 29, 17), "title": "a", "created": datetime.now(UTC)}  # noqa: DTZ001
    row = {f"sort_{i}": values[key.lstrip("-")] for i, key in enumerate(sort.split(","))}
    return order.place_of({**row, "id": UUID(int=1)}).model_copy(update=changed)


@pytest.mark.parametrize(
    "place",
    [
        _place("due"),
        _place("-due,title"),
        _place("due,title", CONTEXT.__class__(today=CONTEXT.today, zone=ZoneInfo("UTC"))),
        _place("due,title", values=("2026-11-29T17:00:00",)),
        _place("due,title", values=("soon", "a")),
        _place("due,title", values=("2026-11-29T17:00:00Z", "a")),
        _place("due,title", values=("9999-12-31T17:00:00", "a")),
        _place("due,title", values=("2026-11-29T17:00:00", None)),
        _place("due,title", values=("2026-11-29T17:00:00", "a\x00")),
        _place("due,title", values=("2026-11-29T17:00:00", "a" * 65)),
        _place("due,title", values=("2026-11-29T17:00:00", 1)),
    ],
)
def test_a_place_that_this_list_has_not_handed_out_is_refused(place: SortPlace) -> None:
    order = Order(read_sort("due,title"), TABLES.columns, CONTEXT)
    with pytest.raises(InvalidCursorError):
        order.after(place)
