"""The bytes of a file as text, rows or JSON, bounded in time and memory whatever they are."""

import codecs
import csv
import io
import json
from collections.abc import Iterator

from taskora_api.exchange import limits
from taskora_api.exchange.errors import Code, ExchangeError

BOM = b"\xef\xbb\xbf"
# A text in memory can have four bytes for each one of the file, so it is not checked in one piece.
_CHUNK = 1_000_000
_BLANKS = b" \t\r\n\x00"


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or too large; raises `ExchangeError` EMPTY, TOO_LARGE."""
    if not content.removeprefix(BOM).strip(_BLANKS):
        raise ExchangeError(Code.EMPTY, "there is nothing in the file")
    if len(content) > limits.FILE_BYTES_MAX:
        raise ExchangeError(
            Code.TOO_LARGE,
            f"the file has {len(content):,} bytes, and may have {limits.FILE_BYTES_MAX:,}",
        )


def check_text(content: bytes) -> None:
    """Refuse what is no UTF-8; raises `ExchangeError` ENCODING."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise ExchangeError(Code.ENCODING, "the file has bytes that are no UTF-8") from None


def lines_of(content: bytes) -> Iterator[str]:
    """Give the lines of a text one after the other, each with its line break as it is."""
    check_text(content)
    return iter(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=""))


def rows_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV with the line on which each ends.

    Raises `ExchangeError`: ENCODING, TOO_MANY_VALUES, CELL_TOO_LARGE, CONTENT.
    """
    if content.count(b",") > limits.CELLS_MAX:
        raise ExchangeError(Code.TOO_MANY_VALUES, "the file has too many cells")
    reader = csv.reader(lines_of(content))
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            is_size = "field limit" in str(error)
            raise ExchangeError(
                Code.CELL_TOO_LARGE if is_size else Code.CONTENT,
                f"a cell that begins before line {reader.line_num:,} is too large"
                if is_size
                else f"line {reader.line_num:,} is no CSV",
            ) from None
        if row is None:
            return
        yield reader.line_num, row


def json_of(content: bytes) -> object:
    """Read JSON; raises `ExchangeError`: ENCODING, TOO_MANY_VALUES, TOO_DEEP, CONTENT."""
    check_text(content)
    values = sum(content.count(mark) for mark in (b",", b"[", b"{"))
    if values > limits.VALUES_MAX:
        raise ExchangeError(Code.TOO_MANY_VALUES, "the file has too many values")
    try:
        read: object = json.loads(
            content.removeprefix(BOM).decode(), parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ExchangeError(Code.TOO_DEEP, "the JSON is nested too deeply") from None
    # A number of too many digits is a ValueError, too.
    except ValueError as error:
        raise ExchangeError(Code.CONTENT, f"the file is no JSON ({str(error)[:80]})") from None
    return read


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def objects_of(value: object) -> list[dict[str, object]]:
    """Give the objects of a list of JSON; anything else is left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def object_of(value: object) -> dict[str, object]:
    """Give an object of JSON, an empty one for anything else."""
    return value if isinstance(value, dict) else {}
