"""Serves: `python -m taskora_api`."""

import signal
import sys
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from taskora_api.http.header_limit import HeaderLimitProtocol
from taskora_api.logging import configure_logging
from taskora_api.main import create_app
from taskora_api.settings import ConfigurationError, Settings

EXIT_CONFIGURATION = 2
# Longer than any proxy in front keeps an idle connection, or it meets one that just closed.
KEEP_ALIVE_SECONDS = 75


class Server(uvicorn.Server):
    """A server that reports not ready before it stops accepting connections."""

    def __init__(self, config: uvicorn.Config, application: FastAPI) -> None:
        """Take the application, whose readiness is switched off first."""
        super().__init__(config)
        self._application = application

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler.
        """End in order, and do not raise the signal again: ending when asked is no failure."""
        services = getattr(self._application.state, "services", None)
        if services is not None:
            services.readiness.drain()
            # The server waits for all answers before the application is asked to end.
            services.events.end_soon()
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def main() -> int:
    """Run until a signal ends it."""
    try:
        settings = Settings.load()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_CONFIGURATION
    configure_logging(settings.log_level)
    application = create_app(settings)
    config = uvicorn.Config(
        application,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=HeaderLimitProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=settings.shutdown_grace_seconds,
    )
    server = Server(config, application)
    server.run()
    structlog.get_logger("taskora").info("server.ended", started=server.started)
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
