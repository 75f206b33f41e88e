"""From the usual PostgreSQL address to what the asynchronous driver understands."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_UNKNOWN_TO_ASYNCPG = ("sslmode", "channel_binding")


class UnusableDatabaseUrlError(ValueError):
    """The address is not one of a PostgreSQL database; the text never repeats it."""


def parse_database_url(address: str) -> URL:
    """Accept `postgres://` and `postgresql://`, with the `sslmode` that hosted databases add."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UnusableDatabaseUrlError("it is not an address") from None
    if url.get_backend_name() not in {"postgres", "postgresql"} or not url.database:
        raise UnusableDatabaseUrlError("it must be postgresql:// with a database name")
    sslmode = url.query.get("sslmode")
    url = url.set(drivername="postgresql+asyncpg").difference_update_query(_UNKNOWN_TO_ASYNCPG)
    return url.update_query_dict({"ssl": sslmode}) if sslmode else url
