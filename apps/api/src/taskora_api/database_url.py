"""From the usual PostgreSQL address to what the asynchronous driver understands."""

import ssl

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_VERIFYING = ("verify-ca", "verify-full")
_TLS = ("sslmode", "sslrootcert")
# What hosted databases add for other drivers, and what asks nothing that this one does not do.
_FOR_OTHERS = ("channel_binding", "pgbouncer", "connect_timeout", "uselibpqcompat")
_KNOWN = {*_TLS, *_FOR_OTHERS, "host", "port"}


class UnusableDatabaseUrlError(ValueError):
    """The address is not one of a PostgreSQL database; the text never repeats it."""


def parse_database_url(address: str) -> URL:
    """Accept `postgres://` and `postgresql://`, with the parameters that hosted databases add."""
    url = _parse(address)
    mode = url.query.get("sslmode")
    url = url.set(drivername="postgresql+asyncpg").difference_update_query((*_TLS, *_FOR_OTHERS))
    return url.update_query_dict({"ssl": mode}) if mode else url


def tls_arguments(address: str) -> dict[str, ssl.SSLContext]:
    """Check certificates where `sslmode` demands it, against `sslrootcert` or the system's own.

    The driver would take them from a home folder alone, which a container does not have.
    """
    query = _parse(address).query
    mode, root = query.get("sslmode"), query.get("sslrootcert")
    if mode not in _VERIFYING and not (mode == "require" and root):
        return {}
    file = None if root in {None, "system"} else str(root)
    try:
        context = ssl.create_default_context(cafile=file)
    except OSError:
        raise UnusableDatabaseUrlError("its sslrootcert is no file of certificates") from None
    context.check_hostname = mode == "verify-full"
    return {"ssl": context}


def _parse(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UnusableDatabaseUrlError("it is not an address") from None
    if url.get_backend_name() not in {"postgres", "postgresql"} or not url.database:
        raise UnusableDatabaseUrlError("it must be postgresql:// with a database name")
    unknown = sorted(set(url.query) - _KNOWN)
    if unknown:
        raise UnusableDatabaseUrlError(f"nothing is known of its parameter {unknown[0]}")
    if url.query.get("sslmode", "prefer") not in _MODES:
        raise UnusableDatabaseUrlError(f"its sslmode is none of {', '.join(_MODES)}")
    return url
