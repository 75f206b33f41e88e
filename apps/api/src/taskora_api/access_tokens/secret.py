"""The form of a token, and what is kept of it.

It is drawn at random from more values than anybody can try, so a plain digest keeps it: the slow
hashes of passwords are for what people make up.
"""

import hashlib
import re
import secrets

# Scanners of repositories find leaked tokens by it, and people see what they have before them.
PREFIX = "taskora_pat_"
_RANDOM_BYTES = 32
_ENDING_LENGTH = 4
_SHAPE = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")


def make_secret() -> str:
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def is_secret(text: str) -> bool:
    """Say whether a text can be such a token, before any database is asked."""
    return _SHAPE.fullmatch(text) is not None


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("ascii")).digest()


def ending_of(secret: str) -> str:
    """The last characters, by which people distinguish their tokens."""
    return secret[-_ENDING_LENGTH:]
