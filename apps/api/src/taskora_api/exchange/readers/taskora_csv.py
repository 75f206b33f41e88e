"""CSV of our own: a row for each thing, with a column for each field that any of them has."""

import json
from collections.abc import Iterator

from taskora_api.exchange.codec import NAMES, decode
from taskora_api.exchange.documents import Kind
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import rows_of
from taskora_api.exchange.items import Context, Item, skipped
from taskora_api.exchange.readers.columns import Columns
from taskora_api.exchange.reasons import Reason

ROW, TAGS, RECURRENCE = "row", "tags", "recurrence"


def read(content: bytes, _context: Context) -> Iterator[Item]:
    """Read an export; raises `ExchangeError` as `rows_of` does, and COLUMNS without a header."""
    rows = rows_of(content)
    _, header = next(rows, (0, []))
    columns = Columns(header)
    if not columns.has(ROW, "sourceId"):
        raise ExchangeError(Code.COLUMNS, "the columns row and sourceId are not in the CSV")
    kinds = {kind.value: kind for kind in Kind}
    for line, row in rows:
        cells = columns.cells(row)
        kind = kinds.get(cells[ROW].strip().casefold())
        if kind is not None:
            raw = {name: cells.get(name.casefold(), "") for name in NAMES[kind]}
            given = {name: _value(name, cell) for name, cell in raw.items() if cell}
            yield decode(f"line {line}", kind, given)
        elif any(row):
            detail = f"a row of the kind {cells[ROW]}"
            yield skipped(f"line {line}", Kind.TASK, Reason.NOT_A_TASK, detail=detail)


def _value(name: str, cell: str) -> object:
    """Read a cell; a list of tags may have been written by hand, with commas between."""
    if name not in {TAGS, RECURRENCE}:
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return [tag.strip() for tag in cell.split(",")] if name == TAGS else cell
