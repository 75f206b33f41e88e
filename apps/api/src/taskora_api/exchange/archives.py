"""ZIP archives: the entries that are asked for, read up to a limit whatever their headers say."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from taskora_api.exchange import limits
from taskora_api.exchange.errors import Code, ExchangeError

# The first entry of an archive, or the end of an empty one.
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"
# All that the library raises for bytes that are no archive, or are one of another kind.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, struct.error),
    *(RuntimeError, NotImplementedError, ValueError, OverflowError),
)


def is_archive(content: bytes) -> bool:
    """Say whether this is a ZIP, by its first bytes."""
    return content.startswith(_MAGIC)


def names_of(content: bytes) -> list[str]:
    """Give the names of all entries that are no folders; raises as `entries_of` does."""
    with _opened(content) as archive:
        return [info.filename for info in archive.infolist() if not info.is_dir()]


def entries_of(content: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """Give name and content of the wanted entries, in the order of the archive.

    Raises `ExchangeError`: ARCHIVE for one that is broken or has a password, ARCHIVE_TOO_LARGE for
    one that has too many entries or becomes too large, which is found while it is unpacked.
    """
    left = limits.UNPACKED_BYTES_MAX
    with _opened(content) as archive:
        for info in archive.infolist():
            if info.is_dir() or not wanted(info.filename):
                continue
            unpacked = _read(archive, info, left)
            left -= len(unpacked)
            yield info.filename, unpacked


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.count(_ENTRY) > limits.ENTRIES_MAX:
        raise ExchangeError(
            Code.ARCHIVE_TOO_LARGE, f"the archive has more than {limits.ENTRIES_MAX:,} entries"
        )
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise _broken(error) from None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    ratio_limit = max(info.compress_size * limits.RATIO_MAX, limits.RATIO_FREE_BYTES)
    limit = min(left, ratio_limit, limits.FILE_BYTES_MAX)
    try:
        with archive.open(info) as entry:
            unpacked = entry.read(limit + 1)
    except _BROKEN as error:
        raise _broken(error) from None
    if len(unpacked) > limit:
        raise ExchangeError(
            Code.ARCHIVE_TOO_LARGE, f"an entry of the archive has more than {limit:,} bytes"
        )
    return unpacked


def _broken(error: Exception) -> ExchangeError:
    has_password = "password" in str(error) or "encrypted" in str(error)
    reason = "it has a password" if has_password else "it is broken, or packed in a rare format"
    return ExchangeError(Code.ARCHIVE, f"the archive cannot be read: {reason}")
