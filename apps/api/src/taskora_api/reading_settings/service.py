"""Keeps how a person's text is read."""

from collections.abc import Callable, Mapping
from datetime import datetime

from pydantic import MISSING
from sqlalchemy import Table, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.language.habits import Habits
from taskora_api.reading_settings.models import ReadingChoiceRecord, ReadingSettingsRecord
from taskora_api.reading_settings.schemas import (
    CHOICES_MAX,
    ReadingSettings,
    ReadingSettingsChanges,
)
from taskora_api.wire import utc_now

_SETTINGS: Table = ReadingSettingsRecord.__table__  # type: ignore[attr-defined]
_CHOICES: Table = ReadingChoiceRecord.__table__  # type: ignore[attr-defined]
_FIELDS = ("day_first", "week_start", "next_weekday")


class ReadingSettingsService:
    """The use cases. The member is an argument of each, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take where they are kept, and the clock by which the oldest choices are forgotten."""
        self._database = database
        self._clock = clock

    async def read(self, member_id: str) -> ReadingSettings:
        """How a person's text is read."""
        return await self._database.read(lambda connection: _read(connection, member_id))

    async def read_habits(self, member_id: str) -> Habits:
        """The same, as the languages take it."""
        settings = await self.read(member_id)
        return Habits(
            day_first=settings.day_first,
            week_start=settings.week_start,
            next_weekday=settings.next_weekday,
            chosen=settings.chosen,
        )

    async def change(
        self, member_id: str, changes: ReadingSettingsChanges, *, once: Once | None = None
    ) -> ReadingSettings:
        """Change what was sent; two that change other things at once both last."""

        async def work(connection: AsyncConnection) -> ReadingSettings:
            now = self._clock()
            await _keep_fields(connection, member_id, changes, now)
            if changes.chosen is not MISSING:
                await _keep_choices(connection, member_id, changes.chosen, now)
            return await _read(connection, member_id)

        return await self._database.write(work, once)


async def _read(connection: AsyncConnection, member_id: str) -> ReadingSettings:
    fields = select(*(_SETTINGS.c[name] for name in _FIELDS)).where(
        _SETTINGS.c.member_id == member_id
    )
    choices = (
        select(_CHOICES.c.phrase, _CHOICES.c.number)
        .where(_CHOICES.c.member_id == member_id)
        .order_by(_CHOICES.c.phrase)
    )
    row = (await connection.execute(fields)).mappings().one_or_none()
    chosen = {each.phrase: each.number for each in await connection.execute(choices)}
    return ReadingSettings.model_validate({**(row or {}), "chosen": chosen})


async def _keep_fields(
    connection: AsyncConnection, member_id: str, changes: ReadingSettingsChanges, now: datetime
) -> None:
    sent = {name: getattr(changes, name) for name in _FIELDS if name in changes.model_fields_set}
    defaults = ReadingSettings().model_dump(include=set(_FIELDS))
    statement = upsert(_SETTINGS).values(member_id=member_id, changed_at=now, **defaults | sent)
    # The row is written in any case: who changes choices at the same time waits for it.
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id"], set_={**sent, "changed_at": now}
        )
    )


async def _keep_choices(
    connection: AsyncConnection, member_id: str, chosen: Mapping[str, int | None], now: datetime
) -> None:
    forgotten = [phrase for phrase, number in chosen.items() if number is None]
    kept = [
        {"member_id": member_id, "phrase": phrase, "number": number, "chosen_at": now}
        for phrase, number in chosen.items()
        if number is not None
    ]
    own = _CHOICES.c.member_id == member_id
    if forgotten:
        await connection.execute(delete(_CHOICES).where(own, _CHOICES.c.phrase.in_(forgotten)))
    if not kept:
        return
    statement = upsert(_CHOICES).values(kept)
    new = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id", "phrase"],
            set_={"number": new.number, "chosen_at": new.chosen_at},
        )
    )
    newest = (
        select(_CHOICES.c.phrase)
        .where(own)
        .order_by(_CHOICES.c.chosen_at.desc(), _CHOICES.c.phrase)
        .limit(CHOICES_MAX)
    )
    await connection.execute(delete(_CHOICES).where(own, _CHOICES.c.phrase.not_in(newest)))
