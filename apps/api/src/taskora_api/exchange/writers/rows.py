"""Rows of a CSV as bytes, with guards before cells that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator

from taskora_api.exchange.files import BOM
from taskora_api.exchange.formulas import guarded


def csv_of(rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Write rows as UTF-8 with the mark by which spreadsheets know it, and lines that end in CRLF.

    One piece is given for each row.
    """
    yield BOM
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
