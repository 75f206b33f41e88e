"""What is delivered, in terms that no channel knows anything of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

# Any will do, as long as every version of this program takes the same.
_KEYS = UUID("5b0f6c1e-6a3c-4f5d-9f0a-0d0c7f3f2b61")


class Purpose(StrEnum):
    """Why something is delivered."""

    REMINDER = "reminder"
    TEST = "test"
    VERIFICATION = "verification"


class DeliveryState(StrEnum):
    """How far a delivery is; a dead one was given up, a withdrawn one was not wanted any more."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


class ChannelKind(StrEnum):
    """By what a person is reached."""

    PUSH = "push"
    MAIL = "mail"
    NTFY = "ntfy"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Message:
    """What is shown: a line, some text, and for programs what it is about."""

    purpose: Purpose
    title: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Channel:
    """Where something is sent."""

    id: UUID
    kind: ChannelKind
    address: str
    keys: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message for a channel; the key is the same with each attempt."""

    key: UUID
    channel: Channel
    message: Message
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. Without a reason it was sent.

    `is_final`: another attempt would end alike; `is_gone`: there is no such receiver any more.
    """

    reason: str | None = None
    is_final: bool = False
    is_gone: bool = False
    retry_after_seconds: float | None = None


SENT = Outcome()


def key_of(subject_id: UUID, due_at: datetime, channel_id: UUID) -> UUID:
    """The key of what is due once: the same whoever makes it, and however often."""
    return uuid5(_KEYS, f"{subject_id} {due_at.timestamp():.6f} {channel_id}")
