"""Why a whole file was refused: one type with a stable code and what to do."""

from enum import StrEnum

from taskora_api.exchange import limits


class Code(StrEnum):
    """Why a file was refused; clients may branch on it, so a code never changes."""

    EMPTY = "EXCHANGE_EMPTY"
    TOO_LARGE = "EXCHANGE_TOO_LARGE"
    TOO_MANY_ROWS = "EXCHANGE_TOO_MANY_ROWS"
    TOO_MANY_VALUES = "EXCHANGE_TOO_MANY_VALUES"
    TOO_DEEP = "EXCHANGE_TOO_DEEP"
    CELL_TOO_LARGE = "EXCHANGE_CELL_TOO_LARGE"
    ENCODING = "EXCHANGE_ENCODING"
    FORMAT_UNKNOWN = "EXCHANGE_FORMAT_UNKNOWN"
    CONTENT = "EXCHANGE_CONTENT"
    COLUMNS = "EXCHANGE_COLUMNS"
    VERSION = "EXCHANGE_VERSION"
    ARCHIVE = "EXCHANGE_ARCHIVE"
    ARCHIVE_TOO_LARGE = "EXCHANGE_ARCHIVE_TOO_LARGE"
    REMINDERS_UPGRADED = "EXCHANGE_REMINDERS_UPGRADED"


FIXES = {
    Code.EMPTY: "export the file again, and check that it is not empty",
    Code.TOO_LARGE: f"import at most {limits.FILE_BYTES_MAX:,} bytes at once, such as one project",
    Code.TOO_MANY_ROWS: f"import at most {limits.ROWS_MAX:,} rows at once, such as one project",
    Code.TOO_MANY_VALUES: "import one project at a time",
    Code.TOO_DEEP: "check that the file is an export of one of the programs that are supported",
    Code.CELL_TOO_LARGE: f"shorten the text to {limits.CELL_LENGTH_MAX:,} characters",
    Code.ENCODING: "save the file as UTF-8",
    Code.FORMAT_UNKNOWN: "export the file from a program that docs/import-and-export.md names",
    Code.CONTENT: "export the file again, and do not change it by hand",
    Code.COLUMNS: "keep the first row with the names of the columns as it was exported",
    Code.VERSION: "update this server, or export the file from a server of the same version",
    Code.ARCHIVE: "export the archive again, without a password",
    Code.ARCHIVE_TOO_LARGE: "unpack the archive, and import one file of it at a time",
    Code.REMINDERS_UPGRADED: (
        "on a Mac or iPhone, open Reminders, move the list to an account that is not iCloud, "
        "and export it there"
    ),
}


class ExchangeError(Exception):
    """A file that cannot be imported at all; nothing of it was.

    `code` is stable, `what` is a sentence without a full stop, `fix` is what to do next.
    The text of the exception is `CODE: what. Do: fix`.
    """

    def __init__(self, code: Code, what: str) -> None:
        self.code = code
        self.what = what
        self.fix = FIXES[code]
        super().__init__(f"{code}: {what}. Do: {self.fix}")
