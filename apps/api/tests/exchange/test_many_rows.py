"""Many tasks of each source are imported in the memory that a container has.

TASKORA_TEST_ROWS says how many; `nx run api:test-many-rows` takes 20,000.
"""

import os
from pathlib import Path

import pytest

from support.exchange_sizes import MAKERS, measured
from taskora_api.exchange.documents import Source

pytestmark = pytest.mark.long

ROWS = int(os.environ.get("TASKORA_TEST_ROWS", "3000"))
# Of which an interpreter with the package takes about 60 before it reads anything.
MEGABYTES_MAX = 256


@pytest.fixture(autouse=True)
def import_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that is measured finds what this one does."""
    tests = Path(__file__).parents[1]
    places = [str(tests.parent / "src"), str(tests)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(places))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("source", Source)
def test_many_tasks(source: Source, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(MAKERS[source](ROWS))
    result = measured(source, path)
    assert result["tasks"] == ROWS
    assert result["megabytes"] < MEGABYTES_MAX
