"""What a client does not have yet: spaces that are new to it, and what changed in the others."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.known import Known, find_known
from taskora_api.paging import encode_place
from taskora_api.spaces.service import read_spaces
from taskora_api.sync import statements
from taskora_api.sync.cursor import LoadPlace, SyncCursor, decode_cursor
from taskora_api.sync.kinds import ENTITIES, KINDS
from taskora_api.sync.schemas import SyncChange, SyncPage

# A page begins to load no more spaces than these, also where all of them are empty.
SPACES_BEGUN_MAX = 20


class SyncService:
    """The use case. A page is read in one snapshot, so no change can lie between its parts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read_page(self, member_id: str, after: str | None, limit: int) -> SyncPage:
        """The next page of what a client does not have; without a cursor it has nothing.

        Raises:
            InvalidCursorError: the cursor is none of these pages.
        """
        start = SyncCursor() if after is None else decode_cursor(SyncCursor, after, "after")

        async def work(connection: AsyncConnection) -> SyncPage:
            await connection.execute(statements.ONE_SNAPSHOT)
            heads = await statements.heads_of(connection, member_id)
            known = await find_known(connection, heads, start.heads)
            page = _Page(connection, heads, known, start, limit)
            await page.fill()
            return SyncPage(
                changes=page.changes,
                spaces=await read_spaces(connection, member_id),
                left=page.left,
                next_cursor=encode_place(SyncCursor(heads=page.known, load=page.load)),
                has_more=page.has_more,
            )

        return await self._database.read(work)


class _Page:
    """A page that is being filled, and what the client has after it."""

    def __init__(
        self,
        connection: AsyncConnection,
        heads: Mapping[UUID, Known],
        known: dict[UUID, Known],
        start: SyncCursor,
        limit: int,
    ) -> None:
        self._connection = connection
        self._heads = heads
        self._limit = limit
        self.known = known
        # A space without that member, or with a ledger of a database that was restored.
        self.left = [space_id for space_id in start.heads if space_id not in known]
        is_loading = start.load is not None and start.load.space in self.known
        self.load = start.load if is_loading else None
        self.changes: list[SyncChange] = []

    @property
    def has_more(self) -> bool:
        """Whether the client does not have all yet after this page."""
        return self.load is not None or self.known != self._heads

    @property
    def _room(self) -> int:
        return self._limit - len(self.changes)

    async def fill(self) -> None:
        """Go on with the space that is being loaded, then with changes, then with new spaces."""
        await self._load()
        for space_id in list(self.known):
            await self._add_changed(space_id)
        new = [space_id for space_id in self._heads if space_id not in self.known]
        for space_id in new[:SPACES_BEGUN_MAX]:
            if self._room > 0 and self.load is None:
                self.known[space_id] = self._heads[space_id]
                self.load = LoadPlace(space=space_id)
                await self._load()

    async def _load(self) -> None:
        """Load the space that is begun as far as there is room.

        What is changed meanwhile comes later, as a change after the head at the start.
        """
        while self.load is not None and self._room > 0:
            place = self.load
            entity, asked = ENTITIES[place.kind], self._room
            until = self.known[place.space].sequence
            rows = await KINDS[entity].load(self._connection, place, until, asked)
            self.changes += [
                SyncChange(
                    entity=entity,
                    id=row.id,
                    space_id=place.space,
                    sequence=row.sequence,
                    state=row.state,
                )
                for row in rows
            ]
            if len(rows) == asked:
                at = {"sequence": rows[-1].sequence, "id": rows[-1].id}
                self.load = place.model_copy(update=at)
            elif place.kind + 1 < len(ENTITIES):
                self.load = LoadPlace(space=place.space, kind=place.kind + 1)
            else:
                self.load = None

    async def _add_changed(self, space_id: UUID) -> None:
        """Add what changed after what the client has of a space, each entity once."""
        is_loading = self.load is not None and self.load.space == space_id
        if is_loading or self._room <= 0 or self.known[space_id] == self._heads[space_id]:
            return
        known = self.known[space_id].sequence
        rows = await statements.entries_after(self._connection, space_id, known)
        if not rows:
            # Entries were taken away with what a person had erased.
            self.known[space_id] = self._heads[space_id]
            return
        last = [row for row in rows if row.is_last]
        taken = last[: self._room]
        await self._add(
            space_id, {(Entity(row.entity), row.task_id): row.sequence for row in taken}
        )
        end = (rows if len(taken) == len(last) else taken)[-1]
        self.known[space_id] = Known.of(end.sequence, end.hash)

    async def _add(self, space_id: UUID, changed: Mapping[tuple[Entity, UUID], int]) -> None:
        for entity in dict.fromkeys(entity for entity, _ in changed):
            ids = [entity_id for kind, entity_id in changed if kind is entity]
            states = await KINDS[entity].find(self._connection, space_id, ids)
            self.changes += [
                SyncChange(
                    entity=entity,
                    id=entity_id,
                    space_id=space_id,
                    sequence=changed[entity, entity_id],
                    state=states.get(entity_id),
                )
                for entity_id in ids
            ]
