"""JSON lines on standard output, from our own code and from the libraries alike."""

import logging
import sys
from collections.abc import Callable
from typing import Any

import structlog
from pydantic_core import to_json

_SHARED: list[Any] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    # Without the values of local variables: among them are tokens, passwords and people's tasks.
    structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=20)
    ),
]


def _json_of(event: object, default: Callable[[Any], Any]) -> str:
    """Write a line as the standard library would, in a quarter of its time."""
    return to_json(event, fallback=default).decode()


def configure_logging(level: str) -> None:
    """Send everything from `level` up to standard output, one JSON object per line."""
    minimum = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_SHARED, structlog.processors.JSONRenderer(serializer=_json_of)],
        wrapper_class=structlog.make_filtering_bound_logger(minimum),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_SHARED],
            processor=structlog.processors.JSONRenderer(serializer=_json_of),
        )
    )
    logging.basicConfig(level=minimum, handlers=[handler], force=True)
    # The client that fetches keys would log each address at the level of an ordinary request.
    for noisy in ("httpx2", "httpcore2", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
