"""The form of an app password, and what is kept of it.

People type it on a phone, so it is six groups of letters and digits that cannot be mistaken for
each other. The first two groups find it in the table; the others are kept by a slow hash alone.
"""

import hashlib
import re
import secrets
from typing import NamedTuple

_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
_GROUP_LENGTH = 4
_GROUPS = 6
_SELECTOR_LENGTH = 8
_LENGTH = _GROUP_LENGTH * _GROUPS
_SHAPE = re.compile(f"[{_ALPHABET}]{{{_LENGTH}}}")
_TYPED_BETWEEN = str.maketrans("", "", "- ")
SALT_BYTES = 16
# 8 MiB and some 20 ms for each guess at 78 random bits.
_COST, _BLOCK_SIZE, _PARALLEL, _HASH_BYTES = 2**13, 8, 1, 32


class Parts(NamedTuple):
    """What finds a password, and what is verified of it."""

    selector: str
    secret: str


def make_password() -> str:
    """Draw a password: 39 bits that find it and 78 that nobody can guess."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(drawn[at : at + _GROUP_LENGTH] for at in range(0, _LENGTH, _GROUP_LENGTH))


def parts_of(password: str) -> Parts | None:
    """Read what somebody has typed, with or without hyphens; None for what can be no password."""
    typed = password.translate(_TYPED_BETWEEN).lower()
    if _SHAPE.fullmatch(typed) is None:
        return None
    return Parts(typed[:_SELECTOR_LENGTH], typed[_SELECTOR_LENGTH:])


def hash_of(secret: str, salt: bytes) -> bytes:
    """Derive what is kept; it takes long on purpose, so call it in a thread."""
    return hashlib.scrypt(
        secret.encode("ascii"),
        salt=salt,
        n=_COST,
        r=_BLOCK_SIZE,
        p=_PARALLEL,
        dklen=_HASH_BYTES,
    )
