"""What an orchestrator asks: is the process alive, and should it get traffic."""

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict, Field

from taskora_api.database.readiness import Check
from taskora_api.http.dependencies import ServicesDependency
from taskora_api.http.error_handlers import RETRY_AFTER_SECONDS

router = APIRouter(tags=["probes"])


class Health(BaseModel):
    """The process answers."""

    status: str = "ok"


class ReadinessChecks(BaseModel):
    """The state of each dependency."""

    model_config = ConfigDict(populate_by_name=True)

    database: Check
    database_schema: Check = Field(alias="schema")


class ReadinessView(BaseModel):
    """Whether traffic should come here, and why not."""

    status: str
    checks: ReadinessChecks


@router.get("/health", operation_id="getHealth")
async def get_health() -> Health:
    """Say that the process is alive; it asks nobody else, or their failure would restart it."""
    return Health()


@router.get(
    "/ready",
    operation_id="getReadiness",
    responses={status.HTTP_503_SERVICE_UNAVAILABLE: {"model": ReadinessView}},
)
async def get_readiness(services: ServicesDependency, response: Response) -> ReadinessView:
    """Say whether this process should get traffic."""
    report = await services.readiness.check()
    if not report.is_ready:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    reason = "draining" if report.is_draining else "unavailable"
    return ReadinessView(
        status="ok" if report.is_ready else reason,
        checks=ReadinessChecks(database=report.database, database_schema=report.database_schema),
    )
