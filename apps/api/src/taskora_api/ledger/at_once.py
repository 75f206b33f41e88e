"""A change of one new entity as one statement, which is a transaction of its own.

All that it writes is known beforehand, but for where the ledger ends. So the database numbers the
entry and hashes it onto the one before, of the parts that `chain` gives; nobody waits in between.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Insert,
    LargeBinary,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    update,
)

from taskora_api.database.at_once import AtOnce
from taskora_api.database.beside import BESIDE_PREFIX, Beside
from taskora_api.database.statement import JsonText, Statement, prefixed
from taskora_api.ledger.chain import Links, texts_of
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord
from taskora_api.ledger.recording import (
    ENTRY_PREFIX,
    OF_CHANGE,
    OF_ENTRY,
    Description,
    change_of,
    entry_row,
    sealed_change,
)
from taskora_api.ledger.stores import NEW_PREFIX

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]
_OF_PLACE = frozenset({"sequence", "hash"})


def adding(held: CTE, table: Table, beside: Beside | None = None) -> AtOnce:
    """Return the statement that adds a row of a table and records it after the head that is held.

    It returns a row if it did. `held` has the `sequence` and the `hash` of a head, or no row; that
    what is kept beside is free is one of its conditions.
    """
    sealed = _sealed(held)
    new = {
        "new_change": _insert(_CHANGES, OF_CHANGE, sealed, frozenset()),
        "new_entry": _insert(_ENTRIES, OF_ENTRY, sealed, _OF_PLACE, ENTRY_PREFIX),
        "new_entity": _insert(table, table.c.keys(), sealed, {"sequence"}, NEW_PREFIX),
    }
    if beside is not None:
        names = beside.table.c.keys()
        new["new_beside"] = _insert(beside.table, names, sealed, frozenset(), BESIDE_PREFIX)
    keep_head = (
        update(_HEADS)
        .where(_HEADS.c.space_id == bindparam("space_id", type_=Uuid()))
        .values(sequence=sealed.c.sequence, hash=sealed.c.hash)
        .returning(_HEADS.c.sequence)
    )
    statement = Statement(keep_head.add_cte(*(each.cte(name) for name, each in new.items())))
    # The ids are new with each change; which of them is found to be there first is PostgreSQL's.
    keys = frozenset(f"{each.name}_pkey" for each in (_CHANGES, _ENTRIES, table))
    return AtOnce(statement, keys, None if beside is None else beside.key)


def added(
    act: Act,
    space_id: UUID,
    entry: Entry,
    row: Mapping[str, Any],
    *,
    change_id: UUID,
    description: Description,
) -> dict[str, Any]:
    """Return the values of such a statement; those of `held` come besides."""
    change = change_of(act, space_id, 1, change_id=change_id, description=description)
    texts = texts_of((entry.before, entry.after))
    links = Links(sealed_change(change), space_id)
    first, last = links.around(entry.entity, entry.entity_id, texts.digest)
    # What is digested goes to the database as it is.
    written = {
        name: None if text is None else JsonText(text)
        for name, text in (("before", texts.before), ("after", texts.after))
    }
    return {
        **change.row(),
        **prefixed(ENTRY_PREFIX, entry_row(change, 0, entry) | written | {"digest": texts.digest}),
        **prefixed(NEW_PREFIX, row),
        "hashed_first": first,
        "hashed_last": last,
    }


def _sealed(held: CTE) -> CTE:
    """The place in the chain that comes next."""
    sequence: ColumnElement[int] = held.c.sequence + literal_column("1", BigInteger())
    written = func.convert_to(cast(sequence, Text), literal_column("'UTF8'"), type_=LargeBinary())
    hashed: ColumnElement[Any] = written
    for each in (bindparam("hashed_first", type_=LargeBinary()), held.c.hash):
        hashed = each.concat(hashed)
    hashed = hashed.concat(bindparam("hashed_last", type_=LargeBinary()))
    return select(
        sequence.label("sequence"), func.sha256(hashed, type_=LargeBinary()).label("hash")
    ).cte("sealed")


def _insert(
    table: Table, names: Iterable[str], sealed: CTE, places: Iterable[str], prefix: str = ""
) -> Insert:
    """Insert a row if there is a place for it, which some of the columns are of."""
    ordered, of_place = sorted(names), frozenset(places)
    values = [
        sealed.c[name]
        if name in of_place
        else bindparam(f"{prefix}{name}", type_=table.c[name].type)
        for name in ordered
    ]
    row = select(*values).select_from(sealed)
    return insert(table).from_select(ordered, row, include_defaults=False)
