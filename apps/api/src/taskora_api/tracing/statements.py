"""A span of each statement: its text, in which values are only named, and how long it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine

# Of the connection, for a statement is executed on it alone.
_SPAN_KEY = "taskora.span"


def trace_statements(engine: AsyncEngine, tracer: Tracer) -> None:
    """Trace what an engine executes, for as long as the engine lives.

    The library that would do it takes no SQLAlchemy as new as this one.
    """

    def begin(
        connection: Any,  # noqa: ANN401 - SQLAlchemy's, as all below.
        _cursor: Any,  # noqa: ANN401
        statement: str,
        *_: Any,  # noqa: ANN401
    ) -> None:
        connection.info[_SPAN_KEY] = _begin(tracer, statement)

    def end(connection: Any, *_: Any) -> None:  # noqa: ANN401 - as above.
        span: Span | None = connection.info.pop(_SPAN_KEY, None)
        if span is not None:
            span.end()

    def fail(context: ExceptionContext) -> None:
        if context.connection is None:
            return
        span: Span | None = context.connection.info.pop(_SPAN_KEY, None)
        if span is not None:
            _fail(span, context.original_exception)
            span.end()

    event.listen(engine.sync_engine, "before_cursor_execute", begin)
    event.listen(engine.sync_engine, "after_cursor_execute", end)
    event.listen(engine.sync_engine, "handle_error", fail)


@contextmanager
def statement_span(tracer: Tracer, statement: str) -> Iterator[None]:
    """Trace a statement that no engine executes."""
    span = _begin(tracer, statement)
    try:
        yield
    except BaseException as error:
        _fail(span, error)
        raise
    finally:
        span.end()


def _begin(tracer: Tracer, statement: str) -> Span:
    return tracer.start_span(
        statement.split(maxsplit=1)[0].upper(),
        kind=SpanKind.CLIENT,
        attributes={"db.system.name": "postgresql", "db.query.text": statement},
    )


def _fail(span: Span, error: BaseException) -> None:
    # The text of an error may quote what is stored.
    span.set_status(Status(StatusCode.ERROR, type(error).__name__))
