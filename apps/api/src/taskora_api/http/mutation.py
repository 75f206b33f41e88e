"""Requests that change something: each is answered once, however often it is sent."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from fastapi.security.base import SecurityBase
from pydantic import BaseModel

from taskora_api.auth.caller import Scope
from taskora_api.database.engine import Once
from taskora_api.errors import NotFoundError
from taskora_api.http.dependencies import (
    BEARER,
    BEARER_NAME,
    actor_of,
    caller_of,
    require_scope,
    services_of,
)
from taskora_api.http.headers import (
    CHANGE_ID_HEADER,
    DRY_RUN_HEADER,
    IDEMPOTENCY_KEY_HEADER,
    REPLAYED_HEADER,
)
from taskora_api.idempotency.store import (
    AlreadyAnsweredError,
    Answer,
    AnsweredOnce,
    AnswerStore,
    KeyedRequest,
)
from taskora_api.ledger.entries import Origin
from taskora_api.ledger.origins import origin_of
from taskora_api.plans.planning import Planned
from taskora_api.plans.schemas import Plan
from taskora_api.plans.service import PlanService
from taskora_api.tasks.change_schemas import Changed

Result = TypeVar("Result")

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias=IDEMPOTENCY_KEY_HEADER,
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Who sends a request again with its key gets its first answer again.",
    ),
]


DryRun = Annotated[
    Literal["true", "false"],
    Header(
        alias=DRY_RUN_HEADER,
        description="`true`: change nothing, and answer with a plan of what would be changed.",
    ),
]


class Mutation:
    """One request that changes something."""

    def __init__(self, answers: AnswerStore, request: KeyedRequest | None, by: Origin) -> None:
        """Take what identifies the request, None when it need not be recognised, and its origin."""
        self._answers = answers
        self._request = request
        self.by = by

    async def answer(
        self,
        work: Callable[[Once | None], Awaitable[Result]],
        render: Callable[[Result], Answer],
        render_first: Callable[[Result], Answer] | None = None,
    ) -> Response:
        """Do the work and answer, or answer as when it was done.

        What `render` makes is kept; `render_first` is for what may be shown once and never kept.
        """
        show = render_first or render
        if self._request is None:
            return _response(show(await work(None)))
        once = AnsweredOnce(self._answers, self._request, render)
        try:
            return _response(show(await work(once)))
        except AlreadyAnsweredError as error:
            return _response(error.answer, {REPLAYED_HEADER: "true"})


class TaskMutation(Mutation):
    """One that changes tasks, or finds out what it would change."""

    def __init__(
        self,
        answers: AnswerStore,
        request: KeyedRequest | None,
        by: Origin,
        plans: PlanService | None = None,
        member_id: str = "",
    ) -> None:
        """Take who keeps plans, and for whom, where this is a dry run."""
        super().__init__(answers, request, by)
        self._plans = plans
        self.member_id = member_id

    async def answer(
        self,
        work: Callable[[Once | None], Awaitable[Result]],
        render: Callable[[Result], Answer],
        render_first: Callable[[Result], Answer] | None = None,
    ) -> Response:
        """Do the work and answer, or answer with what it would change."""
        plans = self._plans
        if plans is None:
            return await super().answer(work, render, render_first)

        async def plan(once: Once | None) -> Plan:
            planned = Planned(
                self.member_id,
                self.by,
                plans.stores,
                lambda result: render(result).change_id,
                inner=once,
                clock=plans.clock,
            )
            await work(planned)
            return planned.plan

        return await super().answer(plan, _answer_with_plan)


def _answer_with_plan(plan: Plan) -> Answer:
    return Answer(HTTPStatus.ACCEPTED, plan.model_dump_json(by_alias=True), None)


def _response(answer: Answer, headers: dict[str, str] | None = None) -> Response:
    own = dict(headers or {})
    if answer.change_id is not None:
        own[CHANGE_ID_HEADER] = str(answer.change_id)
    return Response(answer.body, answer.status, own, "application/json" if answer.body else None)


def answer_with(
    status_code: int,
) -> Callable[[tuple[BaseModel, UUID | None]], Answer]:
    """Answer with what was made or changed, and the change that did it."""

    def render(made: tuple[BaseModel, UUID | None]) -> Answer:
        body, change_id = made
        return Answer(status_code, body.model_dump_json(by_alias=True), change_id)

    return render


def answer_with_task(status_code: int, changed: Changed) -> Answer:
    """Answer with the task; that there is none ends the transaction, which changed nothing.

    Raises:
        NotFoundError: there is no such task.
    """
    if changed.missing:
        raise NotFoundError
    (task,) = changed.tasks
    return Answer(status_code, task.model_dump_json(by_alias=True), changed.change_id)


def answer_with_nothing(change_id: UUID | None) -> Answer:
    """Answer that it was done, with the change that did it."""
    return Answer(HTTPStatus.NO_CONTENT, "", change_id)


async def _mutation(request: Request, key: IdempotencyKey = None) -> Mutation:
    return Mutation(services_of(request).answers, await _keyed(request, key), await _by(request))


class _TaskMutations(SecurityBase):
    """Who changes tasks, and is allowed to: one step, for each one of a tree of them costs."""

    def __init__(self) -> None:
        self.model = BEARER
        self.scheme_name = BEARER_NAME

    async def __call__(
        self, request: Request, key: IdempotencyKey = None, dry_run: DryRun = "false"
    ) -> TaskMutation:
        caller = await caller_of(request)
        require_scope(caller, Scope.TASKS_WRITE)
        services, is_dry = services_of(request), dry_run == "true"
        return TaskMutation(
            services.answers,
            await _keyed(request, key, *(["dry-run"] if is_dry else [])),
            await _by(request),
            services.plans if is_dry else None,
            caller.id,
        )


async def _by(request: Request) -> Origin:
    caller, tool = await caller_of(request), request.scope["route"].operation_id
    return origin_of(actor_of(caller), tool, await _arguments(request))


async def _keyed(request: Request, key: str | None, *asked: str) -> KeyedRequest | None:
    if key is None:
        return None
    caller = await caller_of(request)
    return KeyedRequest(caller.id, key, await _fingerprint(request, asked))


async def _arguments(request: Request) -> dict[str, Any]:
    """What a request names in its address, and its body."""
    try:
        # The framework has read it, unless it was not sent as JSON.
        sent = await request.json() if await request.body() else {}
    except (ValueError, RecursionError):
        sent = {}
    return {**request.path_params, **(sent if isinstance(sent, dict) else {})}


async def _fingerprint(request: Request, more: Sequence[str]) -> bytes:
    """Digest all that the request asks for; how its JSON is written makes no difference."""
    body = await request.body()
    asked = [request.method, request.url.path, request.headers.get("if-match"), *more]
    try:
        written = json.dumps([*asked, json.loads(body) if body else None], sort_keys=True)
    except (ValueError, RecursionError):
        # Where no body is read, anything may come as one.
        written = json.dumps([*asked, body.hex()])
    return hashlib.sha256(written.encode()).digest()


MutationDependency = Annotated[Mutation, Depends(_mutation)]
TaskMutationDependency = Annotated[TaskMutation, Depends(_TaskMutations())]

IF_MATCH_PATTERN = r'^("[1-9][0-9]{0,8}"|\*)$'

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=IF_MATCH_PATTERN,
        description='The version that must still be the task\'s, in quotes, such as "3".',
    ),
]


async def _expected_version(if_match: IfMatch = None) -> int | None:
    """Read the version; a star asks only that there is a task at all."""
    return None if if_match in {None, "*"} else int(str(if_match).strip('"'))


ExpectedVersion = Annotated[int | None, Depends(_expected_version)]
