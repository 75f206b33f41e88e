"""The measurement of search measures: a short form of it, whatever it takes."""

import pytest

from bench_search import FEW, measure, table

pytestmark = pytest.mark.long


async def test_each_of_them_finds_as_much_with_and_without_others(server_url: str) -> None:
    """The long form is `nx run api:bench-search`."""
    alone, among, many = await measure(server_url, own=1500, rows=3500, rounds=1)
    assert (alone.own, alone.rows) == (FEW, FEW)
    assert (among.own, among.rows) == (FEW, 3500)
    assert alone.found == among.found > 0
    assert many.found > 0
    assert table([alone, among, many]).count("\n") == 6
