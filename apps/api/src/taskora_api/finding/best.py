"""Pages of a search, the best first: which statement is the short one is found out as it goes.

A token that many tasks have is met soon by walking through the list. What is rarer is sought by its
terms. Only what is neither, and stands far down, is walked to; and what is farther still is sorted,
however many there are, so that no search takes as long as the list is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.database.statement import Statement
from taskora_api.filters.text_matching import pattern_of
from taskora_api.finding.places import Rank, RankedPlace
from taskora_api.finding.ranked import Ranked
from taskora_api.finding.ranks import Form, Part

# As far as a list is walked through before terms are asked, and once many are known to fit.
STEPS_FIRST = 500
STEPS_MAX = 10_000
# So many are sorted at once; a page of more is met sooner by walking.
SORTED_MAX = 1000
_ALL = 1_000_000_000
# Forms that are kept; each has as many as there are numbers of tokens.
_FORMS_KEPT = 256

Row = Mapping[str, Any]
Values = Mapping[str, Any]
Placed = tuple[Rank, Row]


class Source(Protocol):
    """Runs the statements of `Ranked`, of one form."""

    @property
    def form(self) -> Form: ...

    async def walk(self, rank: Rank, part: Part, values: Values) -> Sequence[Row]: ...

    async def sort(self, values: Values, *, is_slip: bool, is_behind: bool) -> Sequence[Row]: ...


@dataclass(frozen=True, slots=True)
class PlainSource:
    """Searches for tokens alone: the statements are those of their form, and made once."""

    database: Database
    form: Form

    async def walk(self, rank: Rank, part: Part, values: Values) -> Sequence[Row]:
        return await self.database.fetch(_walk(self.form, rank, part), **values)

    async def sort(self, values: Values, *, is_slip: bool, is_behind: bool) -> Sequence[Row]:
        return await self.database.fetch(_sort(self.form, is_slip, is_behind), **values)


@dataclass(frozen=True, slots=True)
class NarrowedSource:
    """Searches among the tasks of a filter."""

    connection: AsyncConnection
    ranked: Ranked

    @property
    def form(self) -> Form:
        return self.ranked.form

    async def walk(self, rank: Rank, part: Part, values: Values) -> Sequence[Row]:
        return await self._run(self.ranked.walk(rank, part), values)

    async def sort(self, values: Values, *, is_slip: bool, is_behind: bool) -> Sequence[Row]:
        return await self._run(self.ranked.sort(is_slip=is_slip, is_behind=is_behind), values)

    async def _run(self, statement: Select[Any], values: Values) -> Sequence[Row]:
        found = (await self.connection.execute(statement, dict(values))).mappings()
        return [dict(row) for row in found]


@lru_cache(maxsize=_FORMS_KEPT)
def _walk(form: Form, rank: Rank, part: Part) -> Statement:
    return Statement(Ranked(form).walk(rank, part))


@lru_cache(maxsize=_FORMS_KEPT)
def _sort(form: Form, is_slip: bool, is_behind: bool) -> Statement:
    return Statement(Ranked(form).sort(is_slip=is_slip, is_behind=is_behind))


@dataclass(frozen=True, slots=True)
class Met:
    """The tasks that a walk has met, each with its rank, and whether there can be no others."""

    rows: list[Placed]
    is_whole: bool

    def is_page_of(self, limit: int) -> bool:
        """Say whether these are the first tasks, and as many as were asked for."""
        return self.is_whole and len(self.rows) >= limit


@dataclass(frozen=True, slots=True)
class BestFirst:
    """One search of one member; `place` is where its page begins."""

    source: Source
    values: Values
    place: RankedPlace | None = None

    async def page(self, limit: int) -> list[Placed]:
        """The first tasks behind the place, the best first."""
        found: list[Placed] = []
        if self._begins_at <= Rank.NOTES:
            found += await self._section((Rank.TITLE, Rank.NOTES), limit)
        if len(found) < limit and self.source.form.has_terms:
            found += await self._section((Rank.SLIP,), limit - len(found))
        return found

    @property
    def _begins_at(self) -> Rank:
        return Rank.TITLE if self.place is None else self.place.rank

    async def _section(self, ranks: Sequence[Rank], limit: int) -> list[Placed]:
        """The first tasks of ranks that have the same terms."""
        first = [rank for rank in ranks if rank >= self._begins_at][:1]
        met = await self._met(first, limit, STEPS_FIRST)
        if met.is_page_of(limit):
            return met.rows
        has_walked = _is_soon_met(len(met.rows), limit)
        if has_walked:
            met = await self._met(ranks, limit, STEPS_MAX)
            if met.is_page_of(limit):
                return met.rows
        sorted_rows = await self._sorted(ranks, limit, SORTED_MAX)
        if sorted_rows is not None:
            return sorted_rows
        if not has_walked:
            met = await self._met(ranks, limit, STEPS_MAX)
        return met.rows if met.is_whole else await self._sorted(ranks, limit, _ALL) or []

    async def _met(self, ranks: Sequence[Rank], limit: int, steps: int) -> Met:
        found: list[Placed] = []
        for rank in ranks:
            for part in self._parts(rank):
                left = {"limit": limit - len(found), "budget": steps}
                rows = await self.source.walk(rank, part, self._values() | left)
                found += [(rank, row) for row in rows if row["id"] is not None]
                if not rows[0]["is_whole"] or len(found) >= limit:
                    return Met(found, bool(rows[0]["is_whole"]))
        return Met(found, is_whole=True)

    def _parts(self, rank: Rank) -> Sequence[Part]:
        if rank > self._begins_at or self.place is None:
            return (Part.WHOLE,)
        return (Part.SAME_DAY, Part.LATER_DAYS) if rank == self._begins_at else ()

    async def _sorted(self, ranks: Sequence[Rank], limit: int, most: int) -> list[Placed] | None:
        """All of them, sorted; None where there are more than are sorted at once."""
        is_slip = Rank.SLIP in ranks
        is_behind = self._begins_at in ranks and self.place is not None
        values = self._values() | {"limit": limit, "cap": most}
        rows = await self.source.sort(values, is_slip=is_slip, is_behind=is_behind)
        if rows[0]["total"] > most:
            return None
        return [(Rank(row["rank"]), row) for row in rows if row["id"] is not None]

    def _values(self) -> dict[str, Any]:
        return {**self.values, **({} if self.place is None else self.place.values())}


def _is_soon_met(count: int, limit: int) -> bool:
    """Say of what the first steps have met whether a walk will have met twice a page of it."""
    return count * STEPS_MAX >= 2 * limit * STEPS_FIRST > 0


def values_of(member_id: str, space_id: UUID | None, tokens: Sequence[str]) -> Values:
    """Give what the statements of a search take."""
    whole = {f"token_{number}": token for number, token in enumerate(tokens)}
    patterns = {f"pattern_{number}": pattern_of(token) for number, token in enumerate(tokens)}
    return {"member": member_id, "space": space_id, **whole, **patterns}
