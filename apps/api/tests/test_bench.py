"""The bench of the request path: what is compared, and that a wrong answer is no figure."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bench.load import Plan, apply_load
from bench.memory import Memory, Sample, memory_table, slope_per_hour
from bench.report import Run, figures_of, table_of

REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright"


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server that answers each request alike."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()
    await server.wait_closed()


def _plan(port: int, **changed: object) -> Plan:
    plan = {"status": 200, "requests": [REQUEST] * 2, "bodies": ["right"] * 2}
    return Plan(**{"port": port, "warm_up_seconds": 0.05, "seconds": 0.1, **plan, **changed})  # type: ignore[arg-type]


async def test_right_answers_are_counted_with_and_without_the_warm_up(port: int) -> None:
    load = await apply_load(_plan(port))
    assert load.wrong == 0
    assert 0 < load.answered < load.whole


@pytest.mark.parametrize("changed", [{"status": 201}, {"bodies": ["wrong"] * 2}])
async def test_an_answer_of_another_status_or_body_is_wrong(
    port: int, changed: dict[str, object]
) -> None:
    load = await apply_load(_plan(port, **changed))
    assert 0 < load.answered <= load.wrong


def test_ratios_are_those_within_each_round() -> None:
    # The machine is three times as slow in the second round.
    figures = figures_of(
        [
            *(Run("a", "get", speed, 100, 1.0) for speed in (900.0, 300.0, 901.0)),
            *(Run("b", "get", speed, 100, 1.0) for speed in (450.0, 150.0, 450.5)),
        ]
    )
    assert [figure.per_second for figure in figures] == [900.0, 450.0]
    assert [figure.ratios for figure in figures] == [{"a": 1.0, "b": 2.0}, {"a": 0.5, "b": 1.0}]
    assert table_of(figures).splitlines()[-1] == "| get | b | 450 | 100 | 1.00 | 0.50 | 1.00 |"


def test_memory_that_grows_steadily_has_its_slope_and_a_beginning_has_none() -> None:
    # It fills its pools at first, and then grows by 2 MB an hour.
    filling = [Sample(float(number), 100.0 + 5 * number) for number in range(10)]
    steady = [Sample(10.0 + 60 * number, 150.0 + number / 30) for number in range(12)]
    assert slope_per_hour([*filling, *steady]) == pytest.approx(2.0)
    with pytest.raises(ValueError, match="too few"):
        slope_per_hour(filling[:2])


def test_the_table_of_memory_divides_by_earlier_builds() -> None:
    memories = [Memory("old", 100, 120), Memory("new", 90, 95, 0.5)]
    lines = memory_table(memories, ["old"]).splitlines()
    assert lines[2:] == ["| old | 100 | 120 |  | 1.00 |", "| new | 90 | 95 | 0.50 | 0.90 |"]
