"""Dry runs: the work is done for real, seen, and never committed."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Once

Result = TypeVar("Result")


class _SeenError(Exception):
    """Ends the transaction when its work is done."""

    def __init__(self, result: object) -> None:
        super().__init__("a dry run")
        self.result = result


class _Abort:
    async def before(self, connection: AsyncConnection) -> None:
        """Let the work begin."""

    async def after(self, connection: AsyncConnection, result: object) -> None:  # noqa: ARG002
        raise _SeenError(result)


async def perform(work: Callable[[Once | None], Awaitable[Result]], *, is_dry_run: bool) -> Result:
    """Do the work, or find out what it would do: the same code, and the same refusals."""
    if not is_dry_run:
        return await work(None)
    try:
        return await work(_Abort())
    except _SeenError as seen:
        return seen.result  # type: ignore[return-value]
