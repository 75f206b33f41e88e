"""What was verified lately, so that a program pays for the slow hash once a minute."""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED_SECONDS = 60
REMEMBERED_MAX = 2048


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose password it is, and the name that was typed beside it."""

    id: str
    user_name: str


@dataclass(frozen=True, slots=True)
class _Verified:
    owner: Owner | None
    good_until: float


class Verified:
    """Remembers right and wrong passwords by a keyed digest; the key is this process's own."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the clock as well, so that time is an input."""
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, _Verified] = OrderedDict()

    def find(self, user: str, password: str) -> _Verified | None:
        """What is known of a pair, None where nothing is; `owner` is None for a wrong one."""
        known = self._known.get(self._digest(user, password))
        return known if known is not None and known.good_until > self._clock() else None

    def remember(self, user: str, password: str, owner: Owner | None) -> None:
        """Remember what came of a pair."""
        digest = self._digest(user, password)
        self._known[digest] = _Verified(owner, self._clock() + REMEMBERED_SECONDS)
        self._known.move_to_end(digest)
        while len(self._known) > REMEMBERED_MAX:
            self._known.popitem(last=False)

    def forget(self, owner_id: str) -> None:
        """Forget all passwords of an owner, one of which was revoked."""
        mine = [
            digest
            for digest, known in self._known.items()
            if known.owner is not None and known.owner.id == owner_id
        ]
        for digest in mine:
            del self._known[digest]

    def _digest(self, user: str, password: str) -> bytes:
        text = f"{user}\0{password}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self._key, digest_size=32).digest()
