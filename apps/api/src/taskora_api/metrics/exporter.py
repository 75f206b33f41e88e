"""The address that Prometheus reads: a port of its own, which no Service and no proxy leads to."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, start_http_server


class MetricsPortError(Exception):
    """The port of the metrics cannot be listened on."""


@contextmanager
def exported(registry: CollectorRegistry, host: str, port: int) -> Iterator[None]:
    """Answer Prometheus until the end of the block.

    From a thread, so that a process whose event loop is stuck still says so.

    Raises:
        MetricsPortError: somebody else has the port, or it may not be taken.
    """
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise MetricsPortError(
            f"API_METRICS_PORT: port {port} cannot be listened on ({error.strerror}). "
            "Do: set METRICS_PORT to a free port, or leave it out to export no metrics"
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
