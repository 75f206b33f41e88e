"""The public keys of the issuer, fetched without blocking and kept by key id."""

import asyncio
import time
from collections import deque
from collections.abc import Mapping

import httpx2
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwt.algorithms import OKPAlgorithm
from jwt.exceptions import InvalidKeyError

from taskora_api.errors import KeysUnavailableError

REFRESH_SECONDS = 600
REFETCH_PAUSE_SECONDS = 10
FIRST_FETCH_PAUSE_SECONDS = 1
FETCH_TIMEOUT_SECONDS = 3
# How many ids that nobody knows are asked for within one pause.
UNKNOWN_IDS_MAX = 5
KEY_SET_BYTES_MAX = 64 * 1024

logger = structlog.get_logger("taskora.auth")


class KeySet:
    """Keys by id. An unknown id asks again, but rarely; old keys serve while nobody answers."""

    def __init__(self, url: str, client: httpx2.AsyncClient) -> None:
        """Take a client that somebody else closes."""
        self._url = url
        self._client = client
        self._keys: Mapping[str, Ed25519PublicKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._has_failed = False
        self._asked_for: deque[tuple[str, float]] = deque(maxlen=UNKNOWN_IDS_MAX)
        self._lock = asyncio.Lock()

    async def find(self, key_id: str) -> Ed25519PublicKey | None:
        """Find a key, fetching the set when it is old or does not hold the id."""
        if not self._is_fresh(key_id):
            await self._refresh(key_id)
        key = self._keys.get(key_id)
        if key is None and (not self._keys or self._has_failed or not self._is_asked(key_id)):
            # Nobody knows that the key is none; a refusal would sign people out.
            raise KeysUnavailableError
        return key

    def _is_fresh(self, key_id: str) -> bool:
        return key_id in self._keys and time.monotonic() - self._fetched_at <= REFRESH_SECONDS

    async def _refresh(self, key_id: str) -> None:
        async with self._lock:
            if self._is_fresh(key_id) or self._must_wait(key_id):
                return
            self._tried_at = time.monotonic()
            self._has_failed = True
            try:
                self._keys = await self._fetch()
                self._fetched_at = time.monotonic()
                self._has_failed = False
                self._asked_for.append((key_id, self._fetched_at))
            except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
                logger.warning("auth.keys_unavailable", reason=type(error).__name__)

    def _must_wait(self, key_id: str) -> bool:
        """A made-up id must not turn every request into one to the issuer, nor delay a new key.

        An id that was not asked for lately is asked for at once, as long as few others were.
        """
        now = time.monotonic()
        if self._has_failed or not self._keys or key_id in self._keys:
            pause_seconds = REFETCH_PAUSE_SECONDS if self._keys else FIRST_FETCH_PAUSE_SECONDS
            return now - self._tried_at < pause_seconds
        recent = [at for _, at in self._asked_for if now - at < REFETCH_PAUSE_SECONDS]
        return self._is_asked(key_id) or len(recent) >= UNKNOWN_IDS_MAX

    def _is_asked(self, key_id: str) -> bool:
        """Say whether the issuer has answered lately, and that it has no such key."""
        now = time.monotonic()
        return any(
            asked == key_id and now - at < REFETCH_PAUSE_SECONDS for asked, at in self._asked_for
        )

    async def _fetch(self) -> Mapping[str, Ed25519PublicKey]:
        response = await self._client.get(self._url, timeout=FETCH_TIMEOUT_SECONDS)
        response.raise_for_status()
        if len(response.content) > KEY_SET_BYTES_MAX:
            raise ValueError("key set too large")
        keys = {}
        for entry in response.json()["keys"]:
            key = _load(entry) if isinstance(entry, dict) else None
            if key is not None:
                keys[str(entry["kid"])] = key
        return keys


def _load(entry: Mapping[str, object]) -> Ed25519PublicKey | None:
    """Take Ed25519 public keys only; a set may hold others for other readers."""
    if entry.get("kty") != "OKP" or entry.get("crv") != "Ed25519" or not entry.get("kid"):
        return None
    try:
        key = OKPAlgorithm.from_jwk(dict(entry))
    except InvalidKeyError:
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
