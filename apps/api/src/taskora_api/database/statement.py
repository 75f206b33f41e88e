"""A statement that is written once: what is asked again and again is text, and values by name."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    TableValuedAlias,
    Update,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.types import TypeEngine

SchemaMap = Mapping[str | None, str]


class JsonText(str):
    """JSON that was written before, which is sent as it is."""

    __slots__ = ()


def _json_of(value: object) -> str:
    return value if isinstance(value, JsonText) else to_json(value).decode()


_DIALECT = dialect(json_serializer=_json_of)  # type: ignore[no-untyped-call]
_Any = Select[*tuple[Any, ...]] | Insert | Update | Delete


class Statement:
    """What `Database.fetch` and `run` take; `bindparam` names the values that differ each time.

    What stands in it as a literal is sent as it is. A parameter that becomes several, as those of
    `in_` do, cannot be: use `any_` of an array.
    """

    def __init__(self, statement: _Any) -> None:
        self.source = statement
        self._written: dict[str, _Written] = {}

    def text(self, schemas: SchemaMap) -> str:
        """Return the text for tables in these schemas."""
        return self._for(schemas).text

    def arguments(self, schemas: SchemaMap, values: Mapping[str, object]) -> list[object]:
        """Return values in the order of the text, as the driver takes them.

        Raises:
            KeyError: a value was not given.
        """
        return [
            fixed if name is None else values[name] if convert is None else convert(values[name])
            for name, fixed, convert in self._for(schemas).parameters
        ]

    def _for(self, schemas: SchemaMap) -> "_Written":
        schema = schemas[None]
        written = self._written.get(schema)
        if written is None:
            self._written[schema] = written = _Written(self.source, schemas)
        return written


def insert_of(table: Table, names: Iterable[str], prefix: str = "") -> Insert:
    """Return the insert of a row, of which some columns are given by their names.

    A prefix distinguishes the values of several rows in one statement.
    """
    return insert(table).values({name: bindparam(f"{prefix}{name}") for name in sorted(names)})


def rows_of(columns: Mapping[str, TypeEngine[Any]], name: str = "given") -> TableValuedAlias:
    """Return rows that are sent as one array for each column, by its name.

    One statement for all rows: one for each is several times as long, and its time is limited.
    """
    arrays = (bindparam(each, type_=ARRAY(of)) for each, of in columns.items())
    given = (column(each, of) for each, of in columns.items())
    return func.unnest(*arrays).table_valued(*given, name=name).render_derived()


def insert_rows(
    table: Table, alike: Mapping[str, str], columns: Mapping[str, TypeEngine[Any]]
) -> Insert:
    """Return an insert of rows that are sent as one array for each column; JSON is sent as text.

    Some columns are alike in all rows: `alike` has the parameter of each.
    """
    given = rows_of(columns)

    def value(name: str) -> ColumnElement[Any]:
        kind = table.c[name].type
        return cast(given.c[name], kind) if isinstance(kind, JSONB) else given.c[name]

    return insert(table).from_select(
        [*alike, *columns],
        select(
            *(bindparam(each, type_=table.c[name].type) for name, each in alike.items()),
            *map(value, columns),
        ),
        include_defaults=False,
    )


def prefixed(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Name values as the parameters of an insert with a prefix are named."""
    return {f"{prefix}{name}": value for name, value in values.items()}


class _Written:
    def __init__(self, statement: _Any, schemas: SchemaMap) -> None:
        compiled = statement.compile(
            dialect=_DIALECT, schema_translate_map=schemas, render_schema_translate=True
        )
        self.text = str(compiled)
        self.parameters = [
            _parameter(name, compiled.binds[name]) for name in compiled.positiontup or ()
        ]


def _parameter(name: str, parameter: BindParameter[Any]) -> tuple[str | None, object, Any]:
    """Return the name or, of a literal, the value, and what makes the driver's value of it."""
    convert = parameter.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    if parameter.required:
        return name, None, convert
    return None, parameter.value if convert is None else convert(parameter.value), None
