"""The route by which a plan is applied."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from taskora_api.http.dependencies import ServicesDependency, WriterDependency
from taskora_api.http.documented import changing
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.plans.schemas import AppliedPlan

router = APIRouter(prefix="/api/v1/plans", tags=["changes"])


@router.post(
    "/{id}/apply",
    operation_id="applyPlan",
    response_model=AppliedPlan,
    responses=changing(200, "What was done.", 401, 403, 404, 409, 422, 503, 504),
)
async def apply_plan(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    plan_id: Annotated[UUID, Path(alias="id")],
) -> Response:
    """Do what a plan of the caller's says, once, and only if all of it is as the plan has seen it.

    Otherwise the code of the error is `PLAN_STALE`, and `fields` names what was changed since, or
    `PLAN_APPLIED`. A plan expires after 15 minutes.
    """
    return await mutation.answer(
        lambda once: services.plans.apply(caller.id, plan_id, once=once), _answer
    )


def _answer(applied: AppliedPlan) -> Answer:
    return Answer(HTTPStatus.OK, applied.model_dump_json(by_alias=True), applied.change_id)
