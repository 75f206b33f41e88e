"""Files of each program give the document and the verdicts that stand beside them."""

import json

import pytest

from support.exchange import DATA
from support.exchange_golden import given_by
from taskora_api.exchange.documents import Source


@pytest.mark.parametrize("source", Source)
def test_a_file_of_each_source_gives_what_stands_beside_it(source: Source) -> None:
    expected = json.loads((DATA / source / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(given_by(source))) == expected
