"""The space that is a person's own, which is there before anything was written."""

import hashlib
from functools import lru_cache
from uuid import UUID

_PREFIX = "taskora:personal-space:"
_VERSION = 8


@lru_cache(maxsize=4096)
def personal_space_id(member_id: str) -> UUID:
    """Make its id of the person's: a UUID of version 8 (RFC 9562), as migration 0006 makes it."""
    digest = bytearray(hashlib.sha256(f"{_PREFIX}{member_id}".encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | _VERSION << 4
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
