"""What somebody asks for: a filter and an order, read, and the place where their page begins."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from taskora_api.errors import InvalidCursorError
from taskora_api.filters.building import FLAGS
from taskora_api.filters.context import Context, Directory
from taskora_api.filters.keyset import SortPlace
from taskora_api.filters.nodes import Filter, Similar, Text, all_of
from taskora_api.filters.reading import read_filter
from taskora_api.filters.slips import tokens_of
from taskora_api.filters.sorting import Sort, read_sort
from taskora_api.filters.writing import write
from taskora_api.finding.places import RankedPlace
from taskora_api.paging import decode_place, encode_place
from taskora_api.tasks.schemas import TaskStatus

# The order of lists that say none; the others are in docs/filters.md.
SORT_DEFAULT = "due,-created"
# More of them are no search for the best: each number of them is a statement of its own.
RANKED_TOKENS_MAX = 10
_DIGEST_LENGTH = 16
Place = TypeVar("Place", SortPlace, RankedPlace)
_STATUSES: dict[TaskStatus, tuple[Filter, ...]] = {
    TaskStatus.ALL: (),
    TaskStatus.OPEN: (FLAGS["open"],),
    TaskStatus.DONE: (FLAGS["done"],),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Tokens by which the best tasks are found first, and among which tasks."""

    tokens: tuple[str, ...]
    status: TaskStatus
    among: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which tasks, in which order, for whom it is which day."""

    tree: Filter
    sort: Sort
    zone: ZoneInfo
    week_start: int = 0
    # None is every space of the member.
    space_id: UUID | None = None
    # Where the best are first; the tree has its tokens and its status as well.
    search: Search | None = None

    def context(self, now: datetime, directory: Directory) -> Context:
        """Make what the filter is read in."""
        return Context.at(now, self.zone, week_start=self.week_start, directory=directory)

    @property
    def digest(self) -> str:
        """All that makes it another list, as a short hash; the order has one of its own."""
        said = f"{write(self.tree)}\n{self.space_id}\n{self.zone.key}\n{self.week_start}"
        return hashlib.sha256(said.encode()).hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """What was asked, as it was written; all of it must hold."""

    filter: str = ""
    sort: str | None = None
    # Terms of which each may have a typing error.
    search: str = ""
    # Terms that are searched for as they are.
    query: str = ""
    status: TaskStatus = TaskStatus.ALL
    space_id: UUID | None = None
    time_zone: str = "UTC"
    week_start: int = 0

    @property
    def is_plain(self) -> bool:
        """Say whether it asks for nothing that the list without filters does not have."""
        return not self.filter.strip() and not self.search.strip() and self.sort is None

    def read(self) -> Asked:
        """Read it.

        Raises:
            FilterError: the filter or the order is none.
        """
        tokens = tuple(tokens_of(self.search))
        among = all_of([read_filter(self.filter), *map(Text, self.query.split())])
        is_search = 0 < len(tokens) <= RANKED_TOKENS_MAX and self.sort is None
        # Signs alone have no token; they are sought as they stand, for they are no empty search.
        signs = map(Text, self.search.split())
        sought = [Similar(self.search)] if tokens else list(signs)
        return Asked(
            tree=all_of([among, *sought, *_STATUSES[self.status]]),
            sort=read_sort(SORT_DEFAULT if self.sort is None else self.sort),
            zone=ZoneInfo(self.time_zone),
            week_start=self.week_start,
            space_id=self.space_id,
            search=Search(tokens=tokens, status=self.status, among=among) if is_search else None,
        )


class ListPlace(BaseModel):
    """Where a page ends, and of which list it is one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list: Annotated[str, Field(max_length=_DIGEST_LENGTH)]
    place: SortPlace | RankedPlace


def encode_cursor(asked: Asked, place: Place) -> str:
    """Make the cursor of the page that comes after a place."""
    return encode_place(ListPlace(list=asked.digest, place=place))


def decode_cursor(asked: Asked, kind: type[Place], cursor: str) -> Place:
    """Read a cursor of a list whose places are of a kind.

    Raises:
        InvalidCursorError: it is none, or one of another list.
    """
    found = decode_place(ListPlace, cursor)
    if found.list != asked.digest or not isinstance(found.place, kind):
        raise InvalidCursorError
    return found.place
