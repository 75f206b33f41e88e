"""CSV of our own, from which nothing is lost either, for people with a spreadsheet."""

import json
from collections.abc import Iterator

from taskora_api.exchange.codec import NAMES, encode
from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.exchange.parts import parts_of
from taskora_api.exchange.readers.taskora_csv import ROW
from taskora_api.exchange.writers.rows import csv_of

# Tasks first, because their columns are what most people came for.
COLUMNS = (ROW, *dict.fromkeys(name for kind in (Kind.TASK, *Kind) for name in NAMES[kind]))


def write(document: TaskDocument) -> Iterator[bytes]:
    """Write a document in pieces."""
    return csv_of(_rows(document))


def _rows(document: TaskDocument) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for kind in Kind:
        for entity in parts_of(document)[kind]:
            values = {ROW: kind.value, **encode(kind, entity)}
            yield [_cell(values.get(name, "")) for name in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
