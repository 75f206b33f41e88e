"""The secret of a feed's address: drawn at random, so a plain digest keeps it."""

import hashlib
import re
import secrets

PREFIX = "tskf_"
_SHAPE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


def make_secret() -> str:
    """Draw a secret of 256 bits."""
    return PREFIX + secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Say whether a text can be one, before any database is asked."""
    return _SHAPE.fullmatch(text) is not None


def digest_of(secret: str) -> bytes:
    """Give what is kept."""
    return hashlib.sha256(secret.encode("ascii")).digest()


def path_of(secret: str) -> str:
    """Give the path of the address."""
    return f"/feeds/{secret}.ics"
