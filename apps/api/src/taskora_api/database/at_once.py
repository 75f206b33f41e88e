"""A change that is one statement, which is a transaction of its own: one round trip, and no more.

A transaction of several statements has surely changed nothing where its connection breaks before
the commit. Of one statement nobody knows, so it is run again, in a form that cannot be done twice.
"""

from collections.abc import Mapping
from typing import NamedTuple

from taskora_api.database import direct
from taskora_api.database.engine import DRIVER_ERRORS, Database, is_connection_lost
from taskora_api.database.locks import poll
from taskora_api.database.statement import Statement
from taskora_api.errors import OutcomeUnknownError


class AtOnce(NamedTuple):
    """A statement that returns a row if it has done anything.

    Done a second time it violates one of the constraints that `keys` names. Done by somebody else
    before, it violates the one of `others_key`, if it can be, or of `keys` where the other one made
    the same ids.
    """

    statement: Statement
    keys: frozenset[str]
    others_key: str | None


async def write_at_once(database: Database, wanted: AtOnce, values: Mapping[str, object]) -> bool:
    """Run a statement; say whether it was done, by this call and not by somebody else.

    Raises:
        OutcomeUnknownError: its connection broke, and no other one came to find out what became
            of it.
    """
    writing = _Writing(database, wanted, values)
    try:
        return bool(await database.retry(writing.attempt))
    except Exception as error:
        if writing.is_lost:
            raise OutcomeUnknownError(type(error).__name__) from error
        raise


class _Writing:
    """The attempts at one statement."""

    def __init__(self, database: Database, wanted: AtOnce, values: Mapping[str, object]) -> None:
        self._database = database
        self._wanted = wanted
        schemas = direct.schemas_of(database.engine)
        self._text = wanted.statement.text(schemas)
        self._arguments = wanted.statement.arguments(schemas, values)
        # Whether an attempt may have been done without an answer.
        self.is_lost = False

    async def attempt(self, deadline: float) -> bool | None:
        """Run it; None where it did nothing, and False where somebody else did it before."""
        if not self.is_lost:
            return await self._run(deadline)
        # The session that was lost may hold what is needed until it ends.
        return await poll(lambda: self._run(deadline), lambda done: done is not None)

    async def _run(self, deadline: float) -> bool | None:
        connection = await self._database.take(deadline)
        observers = direct.observers_of(self._database.engine)
        try:
            rows = await direct.fetch(connection, self._text, self._arguments, observers)
        except DRIVER_ERRORS as error:
            self.is_lost = self.is_lost or is_connection_lost(error)
            violated = getattr(error, "constraint_name", None)
            if self.is_lost and violated in self._wanted.keys:
                return True
            if violated and self._is_of_others(violated):
                return False
            raise
        return True if rows else None

    def _is_of_others(self, violated: str) -> bool:
        key = self._wanted.others_key
        return key is not None and (violated == key or violated in self._wanted.keys)
