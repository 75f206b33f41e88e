"""The measurement of the assistant measures: a short form of it, whatever it takes."""

import pytest

from bench_assistant import CASES, FEW, measure, table

pytestmark = pytest.mark.long


async def test_both_say_the_same_and_have_whole_answers(server_url: str) -> None:
    """The long form is `nx run api:bench-assistant`."""
    figures = await measure(server_url, tasks=300, rounds=2)
    assert [(each.case, each.tasks) for each in figures] == [
        (case, tasks) for case in CASES for tasks in (FEW, 300)
    ]
    for each in figures:
        assert each.answers == 2
        assert 0 < each.first_words_p50 <= each.whole_p50
    assert table(figures).count("\n") == len(figures) + 1
