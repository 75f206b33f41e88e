"""What is read when Prometheus asks: the pool of connections, the database, its schema."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

PoolState = Literal["in_use", "idle"]


@dataclass(frozen=True)
class DatabaseState:
    """The database as this process knows it; None where nobody has asked yet."""

    pool: dict[PoolState, int]
    pool_max: int
    is_reachable: bool | None
    revision: int | None
    revision_needed: int


class DatabaseCollector(Collector):
    """Gives the state of the moment, and asks the database nothing for it."""

    def __init__(self, read: Callable[[], DatabaseState]) -> None:
        """Take what reads the state; it is called from the exporter's thread."""
        self._read = read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the metrics."""
        state = self._read()
        pool = GaugeMetricFamily(
            "taskora_database_pool_connections",
            "Connections of the pool, by whether somebody has them.",
            labels=["state"],
        )
        for name, count in state.pool.items():
            pool.add_metric([name], count)
        yield pool
        yield GaugeMetricFamily(
            "taskora_database_pool_connections_max",
            "Connections that the pool may have.",
            value=state.pool_max,
        )
        yield GaugeMetricFamily(
            "taskora_schema_revision_needed",
            "Revision of the schema that this program needs.",
            value=state.revision_needed,
        )
        if state.is_reachable is not None:
            yield GaugeMetricFamily(
                "taskora_database_up",
                "Whether the database answered the last check of readiness.",
                value=int(state.is_reachable),
            )
        if state.revision is not None:
            yield GaugeMetricFamily(
                "taskora_schema_revision",
                "Revision of the schema that the database has.",
                value=state.revision,
            )
