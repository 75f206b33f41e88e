"""The chain of a ledger: the hash of each entry depends on all that came before it.

An entry is sealed as SHA-256 over the hash before it, and over the canonical JSON of who did what,
in which the content stands as a digest of its own. So the content can be erased, when a person
wants that, and the chain still holds. The format never changes: what was sealed stays sealed.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

State = dict[str, Any]
Content = tuple[State | None, State | None]


@dataclass(frozen=True, slots=True)
class SealedChange:
    """What the hash of each entry of a change covers of the change itself."""

    id: UUID
    member_id: str
    actor: str
    tool: str | None
    arguments: Any
    undoes: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """The place of an entry in the chain: the next one follows its hash (32 bytes, empty at 0)."""

    sequence: int
    hash: bytes
    digest: bytes


BEGINNING = Sealed(0, b"", b"")


class Texts(NamedTuple):
    """The content of an entry as JSON, None where there is none, and the digest of it."""

    before: str | None
    after: str | None
    digest: bytes


class Subject(NamedTuple):
    """What an entry is about."""

    space_id: UUID
    entity: str
    entity_id: UUID


def seal(head: Sealed, change: SealedChange, subject: Subject, content: Content) -> Sealed:
    """Give the next entry its place in the chain."""
    digest = content_digest(content)
    return Sealed(head.sequence + 1, link(head, change, subject, digest), digest)


def content_digest(content: Content) -> bytes:
    """Digest what an entry holds before and after."""
    return texts_of(content).digest


def texts_of(content: Content) -> Texts:
    """Write what an entry holds once: what is digested goes to the database as it is."""
    before, after = (None if state is None else _text(state) for state in content)
    whole = f"[{before or 'null'},{after or 'null'}]"
    return Texts(before, after, hashlib.sha256(whole.encode()).digest())


def link(head: Sealed, change: SealedChange, subject: Subject, digest: bytes) -> bytes:
    """Hash an entry, whose content may be erased, onto the one before it."""
    covered = _covered(head, change, subject, digest)
    return hashlib.sha256(head.hash + _canonical(covered)).digest()


def _covered(head: Sealed, change: SealedChange, subject: Subject, digest: bytes) -> dict[str, Any]:
    return {
        "actor": change.actor,
        "arguments": change.arguments,
        "at": change.created_at.astimezone(UTC).isoformat(),
        "change": str(change.id),
        "content": digest.hex(),
        "entity": subject.entity,
        "id": str(subject.entity_id),
        "member": change.member_id,
        "sequence": head.sequence + 1,
        "space": str(subject.space_id),
        "tool": change.tool,
        "undoes": None if change.undoes is None else str(change.undoes),
    }


class Links:
    """Seals the entries of one change as `seal` does, at a fraction of what that takes.

    Whoever seals holds a space meanwhile. What all entries have in common is written once.
    """

    def __init__(self, change: SealedChange, space_id: UUID) -> None:
        covered = _covered(BEGINNING, change, Subject(space_id, "", space_id), b"")

        def written(*names: str) -> str:
            return _text({name: covered[name] for name in names})[1:-1]

        # In the order of the names, with those that differ in between.
        self._first = written("actor", "arguments", "at", "change")
        self._second = written("member")
        self._third = written("space", "tool", "undoes")

    def seal(self, head: Sealed, entity: str, entity_id: UUID, digest: bytes) -> Sealed:
        """Give the next entry its place in the chain."""
        sequence = head.sequence + 1
        first, last = self.around(entity, entity_id, digest)
        covered = b"%b%d%b" % (first, sequence, last)
        return Sealed(sequence, hashlib.sha256(head.hash + covered).digest(), digest)

    def around(self, entity: str, entity_id: UUID, digest: bytes) -> tuple[bytes, bytes]:
        """Return what is hashed of an entry before its sequence, and what after it."""
        first = (
            f'{{{self._first},"content":"{digest.hex()}","entity":"{entity}","id":"{entity_id}",'
            f'{self._second},"sequence":'
        )
        return first.encode(), f",{self._third}}}".encode()


def _canonical(value: object) -> bytes:
    """Write JSON so that the same value is the same bytes, also after PostgreSQL's jsonb."""
    return _text(value).encode()


_text = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode
