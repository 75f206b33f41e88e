"""The application, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI

from taskora_api.assistant.model.choice import choose_model
from taskora_api.assistant.runner import Assistant
from taskora_api.auth.keys import KeySet
from taskora_api.auth.tokens import TokenVerifier
from taskora_api.conversations.service import ConversationService
from taskora_api.conversations.turns import TurnService
from taskora_api.database.engine import Database, create_engine
from taskora_api.database.readiness import READINESS_SECONDS, Readiness
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.http import assistant, changes, chat, conversations, parse, probes, tasks
from taskora_api.http.body_limit import BodyLimitMiddleware
from taskora_api.http.dependencies import Services
from taskora_api.http.error_handlers import install_error_handlers
from taskora_api.http.head import HeadMiddleware
from taskora_api.http.request_context import RequestContextMiddleware
from taskora_api.idempotency.store import ANSWER_LIFETIME, AnswerStore
from taskora_api.settings import Settings
from taskora_api.tasks import ledger
from taskora_api.tasks.service import TaskService
from taskora_api.version import VERSION

TITLE = "Taskora API"
DOCS_PATH = "/docs"
OPENAPI_PATH = "/openapi.json"


def create_app(settings: Settings) -> FastAPI:
    """Make the application; it connects to nothing before it starts."""

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        engine = create_engine(settings)
        async with httpx2.AsyncClient(trust_env=False) as client:
            database = Database(engine, settings.database_retry_seconds)
            services = _wire(settings, database, client)
            application.state.services = services
            jobs = [
                asyncio.create_task(_warm_up(services)),
                asyncio.create_task(_housekeeper(database, services.answers).run()),
            ]
            try:
                yield
            finally:
                await services.assistant.finish()
                for job in jobs:
                    job.cancel()
                await asyncio.gather(*jobs, return_exceptions=True)
                await engine.dispose()

    application = FastAPI(
        title=TITLE,
        version=VERSION,
        lifespan=lifespan,
        docs_url=DOCS_PATH if settings.docs_enabled else None,
        redoc_url=None,
        openapi_url=OPENAPI_PATH if settings.docs_enabled else None,
    )
    install_error_handlers(application)
    for module in (probes, tasks, changes, parse, assistant, chat, conversations):
        application.include_router(module.router)
    application.add_middleware(HeadMiddleware)
    application.add_middleware(BodyLimitMiddleware)
    application.add_middleware(RequestContextMiddleware)
    return application


async def _warm_up(services: Services) -> None:
    """Import the agent when somebody can be served: the import would make the start longer."""
    await services.readiness.was_ready.wait()
    await asyncio.to_thread(Assistant.warm_up)


def _housekeeper(database: Database, answers: AnswerStore) -> Housekeeper:
    chores = (
        Chore("changes", ledger.CHANGE_LIFETIME, ledger.remove_old),
        Chore("answers", ANSWER_LIFETIME, answers.remove_old),
    )
    return Housekeeper(database, chores)


def _wire(settings: Settings, database: Database, client: httpx2.AsyncClient) -> Services:
    task_service = TaskService(database)
    answers = AnswerStore()
    turns = TurnService(database, settings.turn_lease_seconds)
    keys = KeySet(str(settings.auth_jwks_url), client)
    return Services(
        tokens=TokenVerifier(keys, settings.auth_issuer, settings.auth_audience),
        tasks=task_service,
        conversations=ConversationService(database),
        assistant=Assistant(task_service, turns, answers, choose_model(settings)),
        answers=answers,
        readiness=Readiness(
            Database(database.engine, READINESS_SECONDS), settings.ready_cache_seconds
        ),
    )
