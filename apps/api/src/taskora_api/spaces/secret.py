"""The secret of an invitation, of which only a digest is kept.

It is drawn at random from more values than anybody can try, so a plain digest keeps it.
"""

import hashlib
import secrets

# Scanners of repositories find leaked links by it.
PREFIX = "tski_"
_RANDOM_BYTES = 32


def make_secret() -> str:
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("ascii")).digest()
