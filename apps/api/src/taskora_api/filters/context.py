"""Who asks, on which day and where, and what the names in a filter stand for."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from taskora_api.filters.errors import Code, FilterError
from taskora_api.filters.nodes import Refers
from taskora_api.filters.vocabulary import Field, Me

Id: TypeAlias = UUID | str
# Several things may have one name: two spaces can have a project "Kitchen" each.
Names: TypeAlias = Mapping[str, frozenset[Id]]


def folded(name: str) -> str:
    """Give a name in the form in which two spellings of it are equal."""
    return unicodedata.normalize("NFC", name).casefold()


def names(pairs: Iterable[tuple[str, Id]]) -> Names:
    """Make the names of a directory; each thing can be named by its id as well."""
    found: dict[str, frozenset[Id]] = {}
    for name, identity in pairs:
        for key in (folded(name), folded(str(identity))):
            found[key] = found.get(key, frozenset()) | {identity}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What the names in a filter stand for, for one person: what is not here does not exist.

    `people` are the members that a task can be assigned to or made by, and `me` which of them ask:
    a person can be a member of several spaces.
    """

    spaces: Names = field(default_factory=dict)
    projects: Names = field(default_factory=dict)
    sections: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    me: frozenset[Id] = frozenset()

    def ids_of(self, reference: Refers) -> frozenset[Id]:
        """Give what a term refers to. Raises `FilterError` NAME_UNKNOWN at its place."""
        if isinstance(reference.name, Me):
            return self.me
        found = self._names(reference.field).get(folded(reference.name))
        if found is None:
            raise FilterError(
                Code.NAME_UNKNOWN,
                f"there is no {reference.field} {reference.name!r}",
                reference.place,
            )
        return found

    def _names(self, of: Field) -> Names:
        among = {Field.SPACE: self.spaces, Field.PROJECT: self.projects}
        return (among | {Field.SECTION: self.sections}).get(of, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The day on which somebody asks, the zone they are in, and what they can name.

    `week_start` is the first day of their weeks: 0 is Monday.
    """

    today: date
    zone: ZoneInfo
    week_start: int = 0
    directory: Directory = field(default_factory=Directory)

    @classmethod
    def at(
        cls,
        moment: datetime,
        zone: ZoneInfo,
        *,
        week_start: int = 0,
        directory: Directory | None = None,
    ) -> "Context":
        """Make the context of a moment, which has an offset: its day is that of the zone."""
        return cls(
            today=moment.astimezone(zone).date(),
            zone=zone,
            week_start=week_start,
            directory=directory or Directory(),
        )
