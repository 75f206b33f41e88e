"""Spans, sent by OTLP over HTTP. Imported only where there is a collector."""

from contextlib import AbstractContextManager
from typing import Any

import httpx2
from fastapi import FastAPI
from opentelemetry.exporter.otlp.json.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.tracing.statements import statement_span, trace_statements

SERVICE_NAME = "taskora-api"
_TRACES_PATH = "/v1/traces"
# Prefixes of paths, as the library wants them.
_UNTRACED = "/health,/ready"
# What a span would have of a request beside its route: ids, and what people type.
_ADDRESS_ATTRIBUTES = ("http.url", "http.target", "url.full", "url.path", "url.query")
_PEER_ATTRIBUTES = ("net.peer.ip", "client.address", "http.user_agent", "user_agent.original")
_LEFT_OUT = ""

Scope = dict[str, Any]


class Tracing:
    """Makes spans of an application and sends them until its end."""

    def __init__(self, endpoint: str, version: str) -> None:
        """Take the address of a collector of OTLP."""
        resource = Resource.create({"service.name": SERVICE_NAME, "service.version": version})
        self._provider = TracerProvider(resource=resource)
        exporter = OTLPSpanExporter(endpoint=endpoint.rstrip("/") + _TRACES_PATH)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))

    def trace_requests(self, application: FastAPI) -> None:
        """Make a span of each request, as a part of the trace that its caller names."""
        FastAPIInstrumentor.instrument_app(
            application,
            server_request_hook=_without_address,
            tracer_provider=self._provider,
            excluded_urls=_UNTRACED,
            exclude_spans=["receive", "send"],
        )

    def trace_statements(self, engine: AsyncEngine) -> None:
        """Make a span of each statement, without its values."""
        trace_statements(engine, self._provider.get_tracer(SERVICE_NAME))

    def statement_span(self, statement: str) -> AbstractContextManager[None]:
        """Make a span of a statement that the engine does not see."""
        return statement_span(self._provider.get_tracer(SERVICE_NAME), statement)

    async def name_trace(self, request: httpx2.Request) -> None:
        """Name the trace that is being made to whom this process asks something."""
        TraceContextTextMapPropagator().inject(request.headers)

    def end(self) -> None:
        """Send what was not sent yet; this waits for the collector."""
        self._provider.shutdown()


def _without_address(span: Span, _scope: Scope) -> None:
    for name in (*_ADDRESS_ATTRIBUTES, *_PEER_ATTRIBUTES):
        span.set_attribute(name, _LEFT_OUT)
