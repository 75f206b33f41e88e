"""Whatever is sent that the API's document describes, or nearly, is answered as it describes.

`nx run api:test-schemathesis` tries more of it: TASKORA_TEST_EXAMPLES says how much.
"""

import asyncio
import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from conftest import Headers
from support.issuer import Issuer
from support.objects import GUEST, Made, Maker
from support.operations import PUBLIC, Operation, all_operations
from support.process import Service, running_service
from taskora_api.openapi import DOCUMENT
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

EXAMPLES = int(os.environ.get("TASKORA_TEST_EXAMPLES", "2"))
# What has no end is tried in test_events.py.
OPERATIONS = [operation for operation in all_operations() if operation.name != "streamEvents"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Of what takes nothing, nothing that is sent can be wrong.
TRIED = [
    (operation, mode)
    for operation in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or operation.name not in PUBLIC
]


@pytest.fixture(scope="module")
def service(
    application: FastAPI,
    settings: Settings,
    issuer: Issuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """A process of its own, on the database of the application."""
    assert application.state.services
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "DATABASE_TIMEOUT_SECONDS": "15",
        "AUTH_JWKS_URL": issuer.url,
        "DELIVERY_WEBHOOKS": "true",
    }
    with running_service(environment, tmp_path_factory.mktemp("described") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def described() -> Any:  # noqa: ANN401 - the library's.
    """The document."""
    return schemathesis.openapi.from_path(str(DOCUMENT))


async def _make(service: Service, headers: Headers, person: str, operation: Operation) -> Made:
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60) as client:
        maker = Maker(client, headers(person), headers(GUEST))
        return await maker.make(operation.name, operation.path)


def _name(value: Operation | GenerationMode) -> str:
    return value.name


@pytest.mark.parametrize(("operation", "mode"), TRIED, ids=_name)
def test_it_is_answered_as_is_described(
    service: Service,
    described: Any,  # noqa: ANN401 - the library's.
    headers: Headers,
    operation: Operation,
    mode: GenerationMode,
) -> None:
    person = f"person-{uuid4().hex}"
    ids = None
    if operation.has_id and mode is GenerationMode.POSITIVE:
        # Hardly any id that is made up names something.
        made = asyncio.run(_make(service, headers, person, operation))
        ids = {"id": made.id, **made.others}
    found = described.find_operation_by_id(operation.name)

    @given(case=found.as_strategy(mode, path_parameters=ids))
    @example_settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def check(case: Any) -> None:  # noqa: ANN401 - the library's.
        answer = case.call(base_url=service.url, headers=headers(person), timeout=60)
        # The document describes a stream of events as the text that it is.
        is_stream = answer.headers.get("content-type", [""])[0].startswith("text/event-stream")
        left_out = [response_schema_conformance] if is_stream else []
        case.validate_response(answer, checks=CHECKS, excluded_checks=left_out)

    check()
