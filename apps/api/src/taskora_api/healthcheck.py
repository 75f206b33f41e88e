"""Exits 0 when the process on this machine answers: `python -m taskora_api.healthcheck`."""

import http.client
import sys

from taskora_api.settings import ServerAddress

TIMEOUT_SECONDS = 2


def is_healthy(port: int) -> bool:
    """Ask `/health`; whatever goes wrong means no."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_healthy(ServerAddress.load().port) else 1)
