"""The application, put together."""

import asyncio
import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx2
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.caldav.endpoint import CalendarServer, calendar_routes
from taskora_api.database.direct import observers_of
from taskora_api.database.engine import (
    Database,
    create_engine,
    create_limiting_engine,
    create_listening_engine,
)
from taskora_api.delivery.dispatcher import Dispatcher
from taskora_api.delivery.senders import make_senders
from taskora_api.entity_stores import STORES
from taskora_api.http import (
    access_tokens,
    activity,
    app_passwords,
    assistant,
    bulk,
    calendar_feeds,
    changes,
    channels,
    chat,
    comments,
    compatible,
    conversations,
    deleted_spaces,
    events,
    exports,
    imports,
    invitations,
    moving,
    parse,
    plans,
    probes,
    projects,
    reading_settings,
    recurrence,
    relations,
    reminders,
    spaces,
    sync,
    tasks,
    trash,
    views,
)
from taskora_api.http.body_limit import BodyLimitMiddleware
from taskora_api.http.coded_errors import install_coded_errors
from taskora_api.http.dependencies import Services
from taskora_api.http.error_handlers import install_error_handlers
from taskora_api.http.head import HeadMiddleware
from taskora_api.http.request_context import RequestContextMiddleware
from taskora_api.mcp_server.endpoint import McpServer, mcp_routes
from taskora_api.metrics.exporter import exported
from taskora_api.metrics.registry import Metrics
from taskora_api.metrics.state import DatabaseCollector
from taskora_api.reminders.schedule import Schedule
from taskora_api.reminders.store import CHANNEL as REMINDERS_CHANNEL
from taskora_api.settings import Settings
from taskora_api.version import VERSION
from taskora_api.wiring import (
    database_state,
    feed_of,
    housekeeper_of,
    left_turns_of,
    limits_of,
    notifier_of,
    wire,
)

if TYPE_CHECKING:
    from taskora_api.tracing.tracer import Tracing

TITLE = "Taskora API"
DOCS_PATH = "/docs"
OPENAPI_PATH = "/openapi.json"


def create_app(settings: Settings) -> FastAPI:
    """Make the application; it connects to nothing before it starts."""

    metrics = Metrics(VERSION)
    tracing = _tracing(settings)

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        engine, listening = create_engine(settings), create_listening_engine(settings)
        async with httpx2.AsyncClient(trust_env=False) as client:
            database = Database(engine, settings.database_retry_seconds)
            limiting = create_limiting_engine(settings)
            limits = limits_of(settings, Database(limiting, 0), metrics)
            notifier = notifier_of(engine, limiting)
            feed = feed_of(settings, database, listening)
            metrics.watch_streams(lambda: feed.count, lambda: feed.is_listening)
            senders = make_senders(settings)
            dispatcher = Dispatcher(database, [Schedule(database)], senders, metrics)
            metrics.watch_dispatcher(lambda: dispatcher.idle_seconds)
            feed.call_on(REMINDERS_CHANNEL, dispatcher.wake)
            services = wire(
                settings,
                database,
                client,
                metrics,
                feed,
                limits=limits,
                senders=senders,
                dispatcher=dispatcher,
            )
            application.state.services = services
            resources = ExitStack()
            if tracing is not None:
                _trace(tracing, client, engine, limiting)
            if settings.metrics_port:
                metrics.registry.register(
                    DatabaseCollector(lambda: database_state(services, database))
                )
                resources.enter_context(
                    exported(metrics.registry, settings.host, settings.metrics_port)
                )
            application.state.mcp = mcp = McpServer(services.tasks, services.rate_limits)
            application.state.calendars = CalendarServer(
                database,
                services.app_passwords,
                services.calendar_feeds,
                STORES,
                services.rate_limits,
            )
            jobs = [
                asyncio.create_task(job)
                for job in (
                    _warm_up(services),
                    housekeeper_of(database, services.answers).run(),
                    feed.run(),
                    notifier.run(),
                    left_turns_of(settings, services, database, listening).run(),
                )
            ]
            dispatcher.start()
            try:
                yield
            finally:
                await services.assistant.finish()
                await dispatcher.finish()
                await mcp.close()
                for job in jobs:
                    job.cancel()
                await asyncio.gather(*jobs, return_exceptions=True)
                resources.close()
                await asyncio.gather(listening.dispose(), limiting.dispose(), engine.dispose())
                if tracing is not None:
                    await asyncio.to_thread(tracing.end)

    application = FastAPI(
        title=TITLE,
        version=VERSION,
        lifespan=lifespan,
        docs_url=DOCS_PATH if settings.docs_enabled else None,
        redoc_url=None,
        openapi_url=OPENAPI_PATH if settings.docs_enabled else None,
        # What is measured and traced is ours; the framework would search for a collector of its
        # own with each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    install_error_handlers(application)
    install_coded_errors(application)
    _add_routes(application)
    for middleware in (HeadMiddleware, BodyLimitMiddleware):
        application.add_middleware(middleware)
    if tracing is not None:
        tracing.trace_requests(application)
    measured = metrics if settings.metrics_port else None
    application.add_middleware(RequestContextMiddleware, metrics=measured)
    return application


def _document(application: FastAPI) -> None:
    """Serve the same document as is committed; it is made when somebody asks for it."""

    def document() -> dict[str, Any]:
        if application.openapi_schema is None:
            module = importlib.import_module("taskora_api.http.document")
            application.openapi_schema = module.document_of(application)
        return application.openapi_schema

    application.openapi = document  # type: ignore[method-assign] # as FastAPI describes it.


def _add_routes(application: FastAPI) -> None:
    for module in (
        *(probes, bulk, tasks, changes, activity, spaces, deleted_spaces),
        *(invitations, projects, comments),
        *(relations, reminders, channels, moving, trash, sync, events, parse, assistant, chat),
        *(conversations, access_tokens, app_passwords, calendar_feeds, compatible, recurrence),
        *(plans, imports, exports, views, reading_settings),
    ):
        # An included router would find each request's route twice: to know that it has one, and
        # to answer.
        application.router.routes.extend(module.router.routes)
    application.router.routes += [*mcp_routes(), *calendar_routes()]
    _document(application)


def _trace(tracing: "Tracing", client: httpx2.AsyncClient, *engines: AsyncEngine) -> None:
    """Trace what is asked of others: the issuer of tokens, and the database."""
    client.event_hooks = {"request": [tracing.name_trace]}
    for engine in engines:
        tracing.trace_statements(engine)
        observers_of(engine).append(tracing.statement_span)


async def _warm_up(services: Services) -> None:
    """Import the model when somebody can be served: the import would make the start longer."""
    await services.readiness.was_ready.wait()
    await asyncio.to_thread(services.assistant.warm_up)
    # What was imported stays; to search it for garbage again and again finds nothing.
    gc.freeze()


def _tracing(settings: Settings) -> "Tracing | None":
    endpoint = settings.otel_exporter_otlp_endpoint
    if not endpoint:
        return None
    # What nobody has asked for costs no memory.
    module = importlib.import_module("taskora_api.tracing.tracer")
    tracing: Tracing = module.Tracing(endpoint, VERSION)
    return tracing
