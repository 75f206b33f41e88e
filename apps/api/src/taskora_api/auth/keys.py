"""The public keys of the issuer, fetched without blocking and kept by key id."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping

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
# How many ids that nobody knows are asked for at once within one pause.
UNKNOWN_IDS_MAX = 5
FLOOD_PAUSE_SECONDS = 1
ABSENT_IDS_MAX = 1024
KEY_SET_BYTES_MAX = 64 * 1024

Sleep = Callable[[float], Awaitable[None]]

logger = structlog.get_logger("taskora.auth")


class KeySet:
    """Keys by id. An unknown id asks again, but rarely; old keys serve while nobody answers."""

    def __init__(self, url: str, client: httpx2.AsyncClient, sleep: Sleep = asyncio.sleep) -> None:
        """Take a client that somebody else closes, and how to wait, so that time is an input."""
        self._url = url
        self._client = client
        self._sleep = sleep
        self._keys: Mapping[str, Ed25519PublicKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._has_failed = False
        # Fetches are numbered as they start: one that started later has seen what came before.
        self._started = 0
        self._answered = 0
        self._absent: OrderedDict[str, float] = OrderedDict()
        self._asked_at: deque[float] = deque(maxlen=UNKNOWN_IDS_MAX)
        self._lock = asyncio.Lock()

    async def find(self, key_id: str) -> Ed25519PublicKey | None:
        """Find a key, fetching the set when it is old or does not hold the id.

        Raises:
            KeysUnavailableError: the issuer does not answer, so it may have such a key.
        """
        arrived = self._started
        if not self._is_fresh(key_id):
            await self._refresh(key_id, arrived)
        key = self._keys.get(key_id)
        if key is None and not self._is_absent(key_id, arrived):
            # Nobody knows that the key is none; a refusal would sign people out.
            raise KeysUnavailableError
        return key

    def _is_fresh(self, key_id: str) -> bool:
        return key_id in self._keys and time.monotonic() - self._fetched_at <= REFRESH_SECONDS

    def _is_absent(self, key_id: str, arrived: int) -> bool:
        """Say whether the issuer has said, since or a moment ago, that it has no such key."""
        if not self._keys:
            return False
        asked_at = self._absent.get(key_id, float("-inf"))
        is_remembered = time.monotonic() - asked_at < REFETCH_PAUSE_SECONDS
        return self._answered > arrived or (is_remembered and not self._has_failed)

    async def _refresh(self, key_id: str, arrived: int) -> None:
        async with self._lock:
            if (
                self._is_fresh(key_id)
                or self._is_absent(key_id, arrived)
                or self._must_wait(key_id)
            ):
                return
            await self._take_turn(key_id)
            self._started += 1
            number = self._started
            self._tried_at = time.monotonic()
            self._has_failed = True
            try:
                self._keys = await self._fetch()
            except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
                logger.warning("auth.keys_unavailable", reason=type(error).__name__)
                return
            self._fetched_at = time.monotonic()
            self._has_failed = False
            self._answered = number
            self._remember_absent(key_id)

    def _must_wait(self, key_id: str) -> bool:
        """An issuer that does not answer is asked rarely, and nobody waits for it meanwhile."""
        if not self._has_failed and self._keys and key_id not in self._keys:
            return False
        pause_seconds = REFETCH_PAUSE_SECONDS if self._keys else FIRST_FETCH_PAUSE_SECONDS
        return time.monotonic() - self._tried_at < pause_seconds

    async def _take_turn(self, key_id: str) -> None:
        """Made-up ids must not turn every request into one to the issuer, nor delay a new key.

        A few are asked for at once; when there are many, one fetch a second answers all that came
        before it.
        """
        if key_id in self._keys:
            return
        now = time.monotonic()
        if sum(now - at < REFETCH_PAUSE_SECONDS for at in self._asked_at) >= UNKNOWN_IDS_MAX:
            await self._sleep(max(self._tried_at + FLOOD_PAUSE_SECONDS - now, 0))
        self._asked_at.append(time.monotonic())

    def _remember_absent(self, key_id: str) -> None:
        if key_id in self._keys:
            return
        self._absent[key_id] = self._fetched_at
        self._absent.move_to_end(key_id)
        while len(self._absent) > ABSENT_IDS_MAX:
            self._absent.popitem(last=False)

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
