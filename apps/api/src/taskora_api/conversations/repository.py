"""Every statement about conversations. Each names the owner in its WHERE clause."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Interval,
    Select,
    Table,
    Text,
    and_,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations.models import ConversationRecord, MessageRecord, TurnRecord
from taskora_api.conversations.schemas import ConversationPlace
from taskora_api.filters.text_matching import contains

_CONVERSATIONS: Table = ConversationRecord.__table__  # type: ignore[attr-defined]
_MESSAGES: Table = MessageRecord.__table__  # type: ignore[attr-defined]
_TURNS: Table = TurnRecord.__table__  # type: ignore[attr-defined]

# The clock of the statement, not of its transaction, which may have waited for a lock.
NOW = func.clock_timestamp()
IS_LIVE: ColumnElement[bool] = and_(~_TURNS.c.is_ended, _TURNS.c.lease_until > NOW)
# Whoever wants something later than that after it was said may want it no more.
LEFT_LIFETIME = timedelta(hours=1)
# How the message was said is in what is kept of a turn, unless an older program began it.
SAID_KEY = "said"
# A turn that some process makes, or that the next process is going to go on with.
IS_GOING_ON: ColumnElement[bool] = and_(
    ~_TURNS.c.is_ended,
    or_(
        _TURNS.c.lease_until > NOW,
        and_(
            _TURNS.c.lease_until > NOW - literal(LEFT_LIFETIME, Interval()),
            _TURNS.c.progress.has_key(SAID_KEY),
        ),
    ),
)

# An answer that was stopped or failed keeps how far it had got; of a whole one nothing is kept.
IS_CUT_SHORT: ColumnElement[bool] = and_(_TURNS.c.is_ended, _TURNS.c.progress.has_key(SAID_KEY))

AnyRow = Row[*tuple[Any, ...]]


def _this(owner_id: str, conversation_id: UUID) -> ColumnElement[bool]:
    return and_(_CONVERSATIONS.c.owner_id == owner_id, _CONVERSATIONS.c.id == conversation_id)


async def hold(connection: AsyncConnection, owner_id: str, conversation_id: UUID) -> dict[str, Any]:
    """Let no other turn of a conversation begin meanwhile; return what the assistant remembers."""
    statement = select(_CONVERSATIONS.c.state).where(_this(owner_id, conversation_id))
    state: dict[str, Any] = (await connection.execute(statement.with_for_update())).scalar_one()
    return state


def _text_in(value: ColumnElement[Any], name: str) -> ColumnElement[str]:
    return func.jsonb_extract_path_text(value, name, type_=Text)


def _first_saying(text: str) -> FromClause:
    """The first text in the messages of each conversation that has another one in it."""
    parts = func.jsonb_array_elements(_MESSAGES.c.parts).table_valued(
        column("value", JSONB), name="each_part"
    )
    said = _text_in(parts.c.value, "text")
    return (
        select(said.label("text"))
        .select_from(_MESSAGES.join(parts, true()))
        .where(
            _MESSAGES.c.owner_id == _CONVERSATIONS.c.owner_id,
            _MESSAGES.c.conversation_id == _CONVERSATIONS.c.id,
            _text_in(parts.c.value, "type") == "text",
            contains(said, text),
        )
        .order_by(_MESSAGES.c.position)
        .limit(1)
        .correlate(_CONVERSATIONS)
        .lateral("found")
    )


async def list_latest(
    connection: AsyncConnection,
    owner_id: str,
    limit: int,
    after: ConversationPlace | None,
    search: str = "",
) -> Sequence[AnyRow]:
    """The owner's conversations from a place on, the latest first.

    With a search, only those with that text in the title or in a message, which is `found`.
    """
    table = _CONVERSATIONS.c
    conditions = [table.owner_id == owner_id]
    if after is not None:
        # Written so that the index finds the place, also among those of the same moment.
        conditions += [
            table.updated_at <= after.updated_at,
            or_(table.updated_at < after.updated_at, table.id > after.id),
        ]
    statement: Select[Any] = select(table.id, table.title, table.updated_at)
    if search:
        found = _first_saying(search)
        conditions.append(or_(contains(table.title, search), found.c.text.is_not(None)))
        statement = statement.add_columns(found.c.text.label("found")).select_from(
            _CONVERSATIONS.outerjoin(found, true())
        )
    statement = (
        statement.where(*conditions).order_by(table.updated_at.desc(), table.id).limit(limit)
    )
    rows: Sequence[AnyRow] = (await connection.execute(statement)).all()
    return rows


async def rename(
    connection: AsyncConnection,
    owner_id: str,
    conversation_id: UUID,
    title: str,
    former_title: str | None,
) -> AnyRow | None:
    """Give a conversation a title, unless it has another one than the former by now."""
    table = _CONVERSATIONS.c
    conditions = [_this(owner_id, conversation_id)]
    if former_title is not None:
        conditions.append(table.title == former_title)
    statement = (
        update(_CONVERSATIONS)
        .where(*conditions)
        .values(title=title)
        .returning(table.id, table.title, table.updated_at)
    )
    return (await connection.execute(statement)).one_or_none()


async def find(connection: AsyncConnection, owner_id: str, conversation_id: UUID) -> AnyRow | None:
    """One conversation, if it is the owner's."""
    statement = select(_CONVERSATIONS).where(_this(owner_id, conversation_id))
    return (await connection.execute(statement)).one_or_none()


async def list_messages(
    connection: AsyncConnection,
    owner_id: str,
    conversation_id: UUID,
    limit: int,
    before: int | None,
) -> Sequence[AnyRow]:
    """The latest messages before a place, in order; an answer in the making is none of them yet.

    `is_open` marks an answer that nobody makes by themselves any more, and that is not whole;
    `is_cut_short` one that was ended before it was whole.
    """
    table = _MESSAGES.c
    is_cut_short = func.coalesce(IS_CUT_SHORT, False).label("is_cut_short")
    is_open = func.coalesce(~_TURNS.c.is_ended, False).label("is_open")
    conditions = [
        table.owner_id == owner_id,
        table.conversation_id == conversation_id,
        ~func.coalesce(IS_GOING_ON, False),
    ]
    if before is not None:
        conditions.append(table.position < before)
    statement = (
        select(table.id, table.role, table.parts, table.position, is_open, is_cut_short)
        .join(_TURNS, _TURNS.c.answer_id == table.id, isouter=True)
        .where(*conditions)
        .order_by(table.position.desc())
        .limit(limit)
    )
    return (await connection.execute(statement)).all()[::-1]


async def open_conversation(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID, title: str, now: datetime
) -> dict[str, Any]:
    """Make the conversation, or touch it; return what the assistant remembers."""
    statement = (
        insert_or_update(_CONVERSATIONS)
        .values(
            owner_id=owner_id,
            id=conversation_id,
            title=title,
            state={},
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_update(index_elements=["owner_id", "id"], set_={"updated_at": now})
        .returning(_CONVERSATIONS.c.state)
    )
    state: dict[str, Any] = (await connection.execute(statement)).scalar_one()
    return state


async def add_message(connection: AsyncConnection, message: MessageRecord) -> bool:
    """Keep a message at the position that the database gives it; False when it is known."""
    values = message.model_dump(exclude={"position"})
    statement = insert_or_update(_MESSAGES).values(values).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def find_parts(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID, message_id: UUID
) -> list[dict[str, Any]] | None:
    """The parts of one message, if it is the owner's."""
    table = _MESSAGES.c
    statement = select(table.parts).where(
        table.owner_id == owner_id,
        table.conversation_id == conversation_id,
        table.id == message_id,
    )
    parts: list[dict[str, Any]] | None = (await connection.execute(statement)).scalar_one_or_none()
    return parts


async def find_before(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID, message_id: UUID
) -> AnyRow | None:
    """The id and the parts of the message right before one, if there is any."""
    table = _MESSAGES.c
    place = and_(table.owner_id == owner_id, table.conversation_id == conversation_id)
    position = select(table.position).where(place, table.id == message_id).scalar_subquery()
    statement = (
        select(table.id, table.parts)
        .where(place, table.position < position)
        .order_by(table.position.desc())
        .limit(1)
    )
    return (await connection.execute(statement)).one_or_none()


async def list_before(
    connection: AsyncConnection,
    owner_id: str,
    conversation_id: UUID,
    message_id: UUID,
    limit: int,
) -> Sequence[AnyRow]:
    """The last messages before one, in order."""
    table = _MESSAGES.c
    place = and_(table.owner_id == owner_id, table.conversation_id == conversation_id)
    position = select(table.position).where(place, table.id == message_id).scalar_subquery()
    statement = (
        select(table.role, table.parts)
        .where(place, table.position < position)
        .order_by(table.position.desc())
        .limit(limit)
    )
    return (await connection.execute(statement)).all()[::-1]


async def save_state(
    connection: AsyncConnection,
    owner_id: str,
    conversation_id: UUID,
    state: dict[str, Any],
    now: datetime,
) -> bool:
    """Keep what the assistant remembers; False when the conversation is gone by now."""
    statement = (
        update(_CONVERSATIONS)
        .where(_this(owner_id, conversation_id))
        .values(state=state, updated_at=now)
    )
    return (await connection.execute(statement)).rowcount > 0


async def remove(connection: AsyncConnection, owner_id: str, conversation_id: UUID) -> bool:
    statement = delete(_CONVERSATIONS).where(_this(owner_id, conversation_id))
    return (await connection.execute(statement)).rowcount > 0
