"""Who calls, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a token may be used for. None of them includes another."""

    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    CHAT = "chat"


EVERY_SCOPE = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling; the id is the owner of everything they reach."""

    id: str
    scopes: frozenset[Scope] = EVERY_SCOPE
    # A person who has signed in, and no program with a token of theirs.
    is_person: bool = True
