"""Requests to addresses that people have named: guarded, bounded, and never redirected."""

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import httpcore2

from taskora_api.delivery.guard import AddressRefusedError, Guard, NameUnknownError
from taskora_api.delivery.messages import SENT, Outcome
from taskora_api.wire import utc_now

# For connecting, and for each part of the exchange.
STEP_SECONDS = 5.0
_SCHEMES = frozenset({"http", "https"})
# What another attempt would not change; all else may be over in a while.
_FINAL = frozenset({400, 401, 403, 405, 411, 413, 414, 415, 422, 431})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def is_usable(url: str) -> bool:
    """Say whether an address names a host by http or https, and nobody's password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and not parts.fragment
    return parts.scheme in _SCHEMES and bool(parts.hostname) and is_plain


@dataclass(frozen=True)
class Answer:
    """What a receiver says: the status, and for how long it wants to be left alone."""

    status: int
    retry_after_seconds: float | None = None

    def outcome(self, *, is_gone_removed: bool = False) -> Outcome:
        """What came of an attempt; 404 and 410 may mean that there is no such receiver any more."""
        if HTTPStatus(200) <= self.status < HTTPStatus(300):
            return SENT
        reason = f"http_{self.status}"
        if self.status in _GONE:
            return Outcome(reason, is_final=True, is_gone=is_gone_removed)
        is_redirect = HTTPStatus(300) <= self.status < HTTPStatus(400)
        is_final = is_redirect or self.status in _FINAL
        return Outcome(reason, is_final, retry_after_seconds=self.retry_after_seconds)


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to an address that the guard has checked; TLS goes on with the name."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - of the interface.
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        failure: Exception = NameUnknownError("the name has no address")
        for address in await self._guard.addresses(host, port):
            try:
                return await self._backend.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class GuardedClient:
    """Posts what is delivered. Of an answer it reads the head alone."""

    def __init__(self, guard: Guard, context: ssl.SSLContext | None = None) -> None:
        """Take what says where to connect, and whom TLS trusts if not the system's authorities."""
        # Nothing is kept alive: each delivery resolves and checks anew.
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=context,
            max_connections=50,
            max_keepalive_connections=0,
            network_backend=_GuardedBackend(guard),
        )

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer | Outcome:
        """Post once; an outcome stands for an answer that never came."""
        if not is_usable(url):
            return Outcome("address_not_usable", is_final=True)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)
        sent: list[tuple[bytes | str, bytes | str]] = [
            ("Host", urlsplit(url).netloc),
            ("User-Agent", "Taskora"),
            ("Content-Length", str(len(body))),
            *headers.items(),
        ]
        try:
            async with self._pool.stream(
                "POST", url, headers=sent, content=body, extensions={"timeout": timeouts}
            ) as response:
                given = {name.lower(): value for name, value in response.headers}
                return Answer(response.status, _seconds(given.get(b"retry-after")))
        except AddressRefusedError:
            return Outcome("address_refused", is_final=True)
        except NameUnknownError:
            return Outcome("name_unknown")
        except httpcore2.TimeoutException:
            return Outcome("timeout")
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            return Outcome(f"connection_{type(error).__name__}")

    async def close(self) -> None:
        """End all connections."""
        await self._pool.aclose()


def _seconds(header: bytes | None) -> float | None:
    """Read Retry-After, which is a number of seconds or a date."""
    if header is None:
        return None
    text = header.decode("ascii", "replace").strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (until - utc_now()).total_seconds() if until.tzinfo else None
