"""What is said of a task beside its title and its day: how much it matters, how often it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Literal, Self

Emptied = Literal["deadline", "project", "recurrence", "tags"]


@dataclass(frozen=True)
class Recurs:
    """How often; `anchor` is from which day it counts, the one it was due or that it was done."""

    rule: str
    anchor: str
    first: date
    at: time | None = None
    # Whether the words say from which day on.
    has_start: bool = False

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> Self | None:
        """Take it from what the grammar read of a line; None where it does not recur."""
        said, due = read.get("recurrence"), read.get("due")
        if said is None or due is None:
            return None
        at = time.fromisoformat(due["at"]) if "at" in due else None
        first = date.fromisoformat(due["on"])
        return cls(said["rule"], said["anchor"], first, at, "start" in said)


@dataclass(frozen=True)
class Details:
    """An empty one is nothing that was said."""

    priority: str = ""
    project: str = ""
    tags: tuple[str, ...] = ()
    recurs: Recurs | None = None

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> Self:
        """Take them from what the grammar read of a line."""
        return cls(
            read.get("priority", ""),
            read.get("project", ""),
            tuple(read.get("tags", ())),
            Recurs.of(read),
        )

    def or_else(self, other: "Details") -> "Details":
        """Take from another reading what this one does not say."""
        return Details(
            self.priority or other.priority,
            self.project or other.project,
            (*self.tags, *(tag for tag in other.tags if tag not in self.tags)),
            self.recurs or other.recurs,
        )

    def with_recurrence(self, recurs: Recurs | None) -> "Details":
        """Recur as the whole list does, unless this one says how often by itself."""
        return replace(self, recurs=self.recurs or recurs)


NOTHING_MORE = Details()


@dataclass(frozen=True)
class FieldChange:
    """What is to be set, and what is to be taken away; an empty one leaves a field alone."""

    priority: str = ""
    tags: tuple[str, ...] = ()
    tags_away: tuple[str, ...] = ()
    project: str = ""
    deadline_on: date | None = None
    recurs: Recurs | None = None
    emptied: frozenset[Emptied] = frozenset()
