"""A span of each statement: its text, in which values are only named, and how long it took."""

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
        span = tracer.start_span(
            statement.split(maxsplit=1)[0].upper(),
            kind=SpanKind.CLIENT,
            attributes={"db.system.name": "postgresql", "db.query.text": statement},
        )
        connection.info[_SPAN_KEY] = span

    def end(connection: Any, *_: Any) -> None:  # noqa: ANN401 - as above.
        span: Span | None = connection.info.pop(_SPAN_KEY, None)
        if span is not None:
            span.end()

    def fail(context: ExceptionContext) -> None:
        if context.connection is None:
            return
        span: Span | None = context.connection.info.pop(_SPAN_KEY, None)
        if span is not None:
            # The text of an error may quote what is stored.
            kind = type(context.original_exception).__name__
            span.set_status(Status(StatusCode.ERROR, kind))
            span.end()

    event.listen(engine.sync_engine, "before_cursor_execute", begin)
    event.listen(engine.sync_engine, "after_cursor_execute", end)
    event.listen(engine.sync_engine, "handle_error", fail)
