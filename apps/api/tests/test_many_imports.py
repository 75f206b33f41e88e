"""A file of the largest size that other programs give comes in whole, and goes whole, in bounds.

TASKORA_TEST_ROWS says how many tasks it has; `nx run api:test-many-rows` takes 20,000.
"""

import os

import pytest

from bench_imports import measure
from support.memory import compile_packages
from taskora_api.exchange.documents import Source

pytestmark = pytest.mark.long

ROWS = int(os.environ.get("TASKORA_TEST_ROWS", "3000"))
MEGABYTES_MAX = 256


@pytest.mark.timeout(600)
async def test_many_tasks_come_in_and_go_whole_in_the_memory_that_a_container_has(
    server_url: str,
) -> None:
    """How long it takes is measured by `nx run api:bench-imports`."""
    compile_packages()
    figures = await measure(server_url, Source.TASKORA_JSON, ROWS)
    assert (figures.created, figures.removed, figures.left) == (ROWS, ROWS, 0)
    assert figures.megabytes < MEGABYTES_MAX
