"""The form of a token, and what is kept of it.

It is drawn at random from more values than anybody can try, so a plain digest keeps it: the slow
hashes of passwords are for what people make up. Its end is a checksum of the rest, by which a
scanner of repositories, and this service, can say of most texts that they are no token.
"""

import hashlib
import re
import secrets
import string
import zlib

# Scanners of repositories find leaked tokens by it, and people see what they have before them.
PREFIX = "taskora_pat_"
_RANDOM_BYTES = 32
_RANDOM_LENGTH = 43
_CHECKSUM_LENGTH = 6
_ENDING_LENGTH = 4
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
# The checksum is absent from tokens of the first version, which go on working until they expire.
_SHAPE = re.compile(
    rf"({PREFIX}[A-Za-z0-9_-]{{{_RANDOM_LENGTH}}})([0-9A-Za-z]{{{_CHECKSUM_LENGTH}}})?"
)


def make_secret() -> str:
    body = PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    return body + _checksum_of(body)


def is_secret(text: str) -> bool:
    """Say whether a text can be such a token, before any database is asked."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return False
    body, checksum = found.groups()
    return checksum is None or checksum == _checksum_of(body)


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("ascii")).digest()


def ending_of(secret: str) -> str:
    """The last characters, by which people distinguish their tokens."""
    return secret[-_ENDING_LENGTH:]


def _checksum_of(body: str) -> str:
    """The CRC-32 in base 62, with leading zeros."""
    rest, digits = zlib.crc32(body.encode("ascii")), ""
    while len(digits) < _CHECKSUM_LENGTH:
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
