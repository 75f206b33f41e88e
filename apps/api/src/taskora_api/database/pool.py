"""How full the pool of connections is."""

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool


class PoolSizes(NamedTuple):
    """Connections that somebody has, that lie idle, and that there may be at most."""

    in_use: int
    idle: int
    most: int


def pool_sizes(engine: AsyncEngine) -> PoolSizes:
    """Read the pool of an engine that `create_engine` made."""
    pool = engine.sync_engine.pool
    if not isinstance(pool, QueuePool):
        raise TypeError(f"a pool without a size: {type(pool).__name__}")
    return PoolSizes(pool.checkedout(), pool.checkedin(), pool.size())
