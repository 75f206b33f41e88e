"""What a reader gives, one after the other: a thing that it found, or a row that it left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from taskora_api.exchange.documents import Entity, Kind
from taskora_api.exchange.reasons import Reason, Remark, RowRefusedError, remark
from taskora_api.text import storable

TITLE_SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, where it stands in the file, and what of it was lost."""

    place: str
    entity: Entity
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that gives nothing: it was skipped, or it is an error."""

    place: str
    kind: Kind
    remark: Remark
    title: str = ""
    is_error: bool = False


Item = Found | LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a file does not say: who reads it, and when.

    `today` is the date in the calendar of the person, on which a rule begins that has no start.
    `now` is when something was done that has no time of completion. `zone` is the person's, in
    which instants are shown; without it they stay in UTC. `filename` may name a project.
    """

    today: date
    now: datetime
    zone: str | None = None
    filename: str = ""


Reader = Callable[[bytes, Context], Iterator[Item]]


@dataclass(slots=True)
class Remarks:
    """What of one row was lost, collected while the row is read."""

    collected: list[Remark] = field(default_factory=list)

    def add(self, reason: Reason, detail: object = "") -> None:
        """Say that something was lost."""
        found = remark(reason, detail)
        if found not in self.collected:
            self.collected.append(found)


def built(place: str, kind: Kind, build: Callable[[Remarks], Entity], title: object = "") -> Item:
    """Build one thing; a row that is refused is an error that has the title of the row."""
    remarks = Remarks()
    try:
        entity = build(remarks)
    except RowRefusedError as refused:
        return LeftOut(place, kind, refused.remark, _shown(title), is_error=True)
    return Found(place, entity, tuple(remarks.collected))


def skipped(
    place: str, kind: Kind, reason: Reason, title: object = "", detail: object = ""
) -> LeftOut:
    """Leave out a row on purpose."""
    return LeftOut(place, kind, remark(reason, detail), _shown(title))


def _shown(title: object) -> str:
    shown: str = storable(title[:TITLE_SHOWN_MAX]) if isinstance(title, str) else ""
    return shown
