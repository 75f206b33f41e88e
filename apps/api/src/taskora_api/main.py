"""The application, put together."""

import asyncio
import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx2
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.access_tokens import repository as access_token_statements
from taskora_api.access_tokens.service import EXPIRED_LIFETIME, AccessTokenService
from taskora_api.assistant.model import token_counts
from taskora_api.assistant.model.budget import COUNT_LIFETIME, TokenBudget
from taskora_api.assistant.model.choice import choose_model
from taskora_api.assistant.runner import Assistant
from taskora_api.auth.keys import KeySet
from taskora_api.auth.resource import ProtectedResource, ResourceServer
from taskora_api.auth.tokens import TokenVerifier, program_of
from taskora_api.comments.service import CommentService
from taskora_api.conversations.service import ConversationService
from taskora_api.conversations.turns import TurnService
from taskora_api.database.direct import observers_of
from taskora_api.database.engine import Database, create_engine, create_listening_engine
from taskora_api.database.pool import pool_sizes
from taskora_api.database.readiness import READINESS_SECONDS, Readiness
from taskora_api.database.revisions import REVISION_NEEDED, number_of
from taskora_api.entity_stores import STORES
from taskora_api.exports.service import ExportService
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.http import (
    access_tokens,
    activity,
    assistant,
    changes,
    chat,
    comments,
    compatible,
    conversations,
    events,
    exports,
    imports,
    invitations,
    moving,
    parse,
    plans,
    probes,
    projects,
    recurrence,
    relations,
    spaces,
    sync,
    tasks,
    trash,
)
from taskora_api.http.body_limit import BodyLimitMiddleware
from taskora_api.http.coded_errors import install_coded_errors
from taskora_api.http.dependencies import Services
from taskora_api.http.error_handlers import install_error_handlers
from taskora_api.http.head import HeadMiddleware
from taskora_api.http.request_context import RequestContextMiddleware
from taskora_api.idempotency.store import ANSWER_LIFETIME, AnswerStore
from taskora_api.imports.service import ImportService
from taskora_api.ledger.service import LedgerService
from taskora_api.mcp_server.endpoint import McpServer, mcp_routes
from taskora_api.metrics.exporter import exported
from taskora_api.metrics.registry import Metrics
from taskora_api.metrics.state import DatabaseCollector, DatabaseState
from taskora_api.moving.service import MovingService
from taskora_api.plans import repository as plan_statements
from taskora_api.plans.service import PlanService
from taskora_api.projects.service import ProjectService
from taskora_api.relations.service import RelationService
from taskora_api.settings import Settings
from taskora_api.spaces import repository as space_statements
from taskora_api.spaces.invitations import InvitationService
from taskora_api.spaces.service import SpaceService
from taskora_api.sync.feed import ChangeFeed
from taskora_api.sync.listening import Listener
from taskora_api.sync.service import SyncService
from taskora_api.sync.streams import Streams
from taskora_api.tasks.emptying import empty_place
from taskora_api.tasks.series_service import SeriesService
from taskora_api.tasks.service import TaskService
from taskora_api.tasks.store import TRASH_LIFETIME, remove_old_trash
from taskora_api.tasks.trash import TrashService
from taskora_api.version import VERSION

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
            feed = _feed(settings, database, listening)
            metrics.watch_streams(lambda: feed.count, lambda: feed.is_listening)
            services = _wire(settings, database, client, metrics, feed)
            application.state.services = services
            resources = ExitStack()
            if tracing is not None:
                client.event_hooks = {"request": [tracing.name_trace]}
                tracing.trace_statements(engine)
                observers_of(engine).append(tracing.statement_span)
            if settings.metrics_port:
                metrics.registry.register(
                    DatabaseCollector(lambda: _database_state(services, database))
                )
                resources.enter_context(
                    exported(metrics.registry, settings.host, settings.metrics_port)
                )
            application.state.mcp = mcp = McpServer(services.tasks)
            jobs = [
                asyncio.create_task(_warm_up(services)),
                asyncio.create_task(_housekeeper(database, services.answers).run()),
                asyncio.create_task(feed.run()),
            ]
            try:
                yield
            finally:
                await services.assistant.finish()
                await mcp.close()
                for job in jobs:
                    job.cancel()
                await asyncio.gather(*jobs, return_exceptions=True)
                resources.close()
                await listening.dispose()
                await engine.dispose()
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
    for module in (
        *(probes, tasks, changes, activity, spaces, invitations, projects, comments),
        *(relations, moving, trash, sync, events, parse, assistant, chat, conversations),
        *(access_tokens, compatible, recurrence, plans, imports, exports),
    ):
        # An included router would find each request's route twice: to know that it has one, and
        # to answer.
        application.router.routes.extend(module.router.routes)
    application.router.routes.extend(mcp_routes())
    application.add_middleware(HeadMiddleware)
    application.add_middleware(BodyLimitMiddleware)
    if tracing is not None:
        tracing.trace_requests(application)
    measured = metrics if settings.metrics_port else None
    application.add_middleware(RequestContextMiddleware, metrics=measured)
    return application


def _resource_server(settings: Settings, keys: KeySet) -> ResourceServer | None:
    url, server = settings.mcp_resource_url, settings.mcp_authorization_server
    if not url:
        return None
    return ResourceServer(
        ProtectedResource(url, server), TokenVerifier(keys, server, url, program_of)
    )


def _feed(settings: Settings, database: Database, engine: AsyncEngine) -> ChangeFeed:
    streams = Streams(settings.events_streams_max)
    if settings.events_by == "poll":
        return ChangeFeed(database, streams, None)
    is_proved = settings.events_by == "auto"
    listener = Listener(engine, database, streams, is_proved=is_proved)
    return ChangeFeed(database, streams, listener, polls=is_proved)


async def _warm_up(services: Services) -> None:
    """Import the agent when somebody can be served: the import would make the start longer."""
    await services.readiness.was_ready.wait()
    await asyncio.to_thread(Assistant.warm_up)
    # What was imported stays; to search it for garbage again and again finds nothing.
    gc.freeze()


def _housekeeper(database: Database, answers: AnswerStore) -> Housekeeper:
    chores = (
        Chore("trash", TRASH_LIFETIME, remove_old_trash),
        Chore("invitations", timedelta(0), space_statements.remove_expired),
        Chore("plans", timedelta(0), plan_statements.remove_expired),
        Chore("answers", ANSWER_LIFETIME, answers.remove_old),
        Chore("tokens", EXPIRED_LIFETIME, access_token_statements.remove_expired),
        Chore("model_tokens", COUNT_LIFETIME, token_counts.remove_old),
    )
    return Housekeeper(database, chores)


def _tracing(settings: Settings) -> "Tracing | None":
    endpoint = settings.otel_exporter_otlp_endpoint
    if not endpoint:
        return None
    # What nobody has asked for costs no memory.
    module = importlib.import_module("taskora_api.tracing.tracer")
    tracing: Tracing = module.Tracing(endpoint, VERSION)
    return tracing


def _database_state(services: Services, database: Database) -> DatabaseState:
    in_use, idle, most = pool_sizes(database.engine)
    report = services.readiness.last
    is_asked = report.database != "unknown"
    return DatabaseState(
        pool={"in_use": in_use, "idle": idle},
        pool_max=most,
        is_reachable=report.database == "ok" if is_asked else None,
        revision=number_of(report.revision),
        revision_needed=int(REVISION_NEEDED),
    )


def _wire(
    settings: Settings,
    database: Database,
    client: httpx2.AsyncClient,
    metrics: Metrics,
    feed: ChangeFeed,
) -> Services:
    task_service = TaskService(database, stores=STORES)
    answers = AnswerStore()
    turns = TurnService(database, settings.turn_lease_seconds)
    choice = choose_model(settings)
    budget = TokenBudget(database, metrics, choice) if choice is not None else None
    keys = KeySet(str(settings.auth_jwks_url), client)
    return Services(
        tokens=TokenVerifier(keys, settings.auth_issuer, settings.auth_audience),
        oauth=_resource_server(settings, keys),
        access_tokens=AccessTokenService(database),
        tasks=task_service,
        series=SeriesService(database),
        plans=PlanService(database, STORES),
        imports=ImportService(database, STORES),
        exports=ExportService(database),
        spaces=SpaceService(database),
        invitations=InvitationService(database),
        ledger=LedgerService(database),
        projects=ProjectService(database, STORES, empty_place),
        comments=CommentService(database, STORES),
        moving=MovingService(database, STORES),
        trash=TrashService(database, STORES),
        relations=RelationService(database, STORES),
        sync=SyncService(database),
        events=feed,
        conversations=ConversationService(database),
        assistant=Assistant(task_service, turns, answers, metrics, budget),
        answers=answers,
        readiness=Readiness(
            Database(database.engine, READINESS_SECONDS), settings.ready_cache_seconds
        ),
    )
