"""Verification of bearer tokens: one algorithm, one issuer, one audience."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from taskora_api.auth.caller import Caller, Scope
from taskora_api.auth.keys import KeySet
from taskora_api.errors import UnauthenticatedError

ALGORITHM = "EdDSA"
REQUIRED_CLAIMS = ["iss", "aud", "exp", "sub"]
# The clocks of two machines are never quite the same, and a token may be used as it is made.
LEEWAY_SECONDS = 10
CACHE_SECONDS_MAX = 60
CACHE_ENTRIES_MAX = 2048
TOKEN_LENGTH_MAX = 4096
SUBJECT_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class _Verified:
    caller: Caller
    good_until: float


class TokenVerifier:
    """Verifies tokens, and remembers for a minute those that were good."""

    def __init__(
        self,
        keys: KeySet,
        issuer: str,
        audience: str,
        caller_of: Callable[[Mapping[str, Any]], Caller] | None = None,
    ) -> None:
        """Take what makes a caller of good claims; without it, they are of a person's session."""
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._caller_of = caller_of or _person_of
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()

    async def verify(self, token: str) -> Caller:
        """Return the caller, or raise `UnauthenticatedError` with a reason for the log."""
        if len(token) > TOKEN_LENGTH_MAX:
            raise UnauthenticatedError("too long")
        # The token itself is not kept: a memory dump must not hold a wallet of them.
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        known = self._verified.get(digest)
        if known is not None and known.good_until > time.time():
            return known.caller
        caller, expires_at = await self._check(token)
        self._remember(digest, caller, expires_at)
        return caller

    async def _check(self, token: str) -> tuple[Caller, float]:
        try:
            header = jwt.get_unverified_header(token)
            key_id = header.get("kid")
            if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
                raise UnauthenticatedError("algorithm or key id")
            key = await self._keys.find(key_id)
            if key is None:
                raise UnauthenticatedError("unknown key")
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": REQUIRED_CLAIMS},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise UnauthenticatedError(type(error).__name__) from None
        return self._caller_of(claims), float(claims["exp"]) + LEEWAY_SECONDS

    def _remember(self, digest: bytes, caller: Caller, expires_at: float) -> None:
        good_until = min(expires_at, time.time() + CACHE_SECONDS_MAX)
        self._verified[digest] = _Verified(caller, good_until)
        self._verified.move_to_end(digest)
        while len(self._verified) > CACHE_ENTRIES_MAX:
            self._verified.popitem(last=False)


def program_of(claims: Mapping[str, Any]) -> Caller:
    """A program by what an authorization server gave it: for the scopes that its token names."""
    named = str(claims.get("scope", "")).split()
    scopes = frozenset(scope for scope in Scope if scope in named)
    return Caller(id=_subject(claims["sub"]), scopes=scopes, is_person=False)


def issuer_of(token: str) -> str | None:
    """Who says to have made a token, which nothing has verified yet."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    issuer = claims.get("iss")
    return issuer if isinstance(issuer, str) else None


def _person_of(claims: Mapping[str, Any]) -> Caller:
    return Caller(id=_subject(claims["sub"]))


def _subject(subject: object) -> str:
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_LENGTH_MAX:
        raise UnauthenticatedError("subject")
    if not subject.isprintable():
        raise UnauthenticatedError("subject")
    return subject
