"""The route by which a file is imported."""

import asyncio
import hashlib
import json
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import StringConstraints

from taskora_api.exchange.documents import Source
from taskora_api.exchange.limits import FILE_BYTES_MAX
from taskora_api.http.body_limit import FILE_PATH
from taskora_api.http.dependencies import ServicesDependency, WriterDependency
from taskora_api.http.documented import changing
from taskora_api.http.mutation import DryRun, IdempotencyKey, Mutation
from taskora_api.idempotency.store import Answer, KeyedRequest
from taskora_api.imports.schemas import ImportReport
from taskora_api.imports.service import File
from taskora_api.imports.writing import Imported
from taskora_api.ledger.entries import Actor, Origin
from taskora_api.text import Line
from taskora_api.wire import TimeZoneName

router = APIRouter(tags=["exchange"])

# A file of the largest size, at a megabit in a second, takes twice as long: it is sent in parts.
FILE_TIMEOUT_SECONDS = 120
FileName = Annotated[Line, StringConstraints(max_length=255)]
_FILE = {
    "requestBody": {
        "required": True,
        "description": f"The file as it is, of at most {FILE_BYTES_MAX:,} bytes.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_RESPONSES = changing(
    200, "What became of each row.", 401, 403, 404, 409, 413, 422, 503, 504, plans=True
)
_RESPONSES[202] = _RESPONSES[202] | {
    "description": "With `Dry-Run: true`: what would become of each row, and the plan for it.",
    "model": ImportReport,
}


@router.post(
    FILE_PATH,
    operation_id="importFile",
    response_model=ImportReport,
    responses=_RESPONSES,
    openapi_extra=_FILE,
)
async def import_file(
    *,
    request: Request,
    caller: WriterDependency,
    services: ServicesDependency,
    key: IdempotencyKey = None,
    dry_run: DryRun = "false",
    space_id: Annotated[
        UUID | None, Query(alias="spaceId", description="Without it, the caller's own space.")
    ] = None,
    source: Annotated[
        Source | None, Query(description="Without it, the content says where it comes from.")
    ] = None,
    file_name: Annotated[
        FileName, Query(alias="fileName", description="It may name a project.")
    ] = "",
    time_zone: Annotated[TimeZoneName | None, Query(alias="timeZone")] = None,
) -> Response:
    """Import a file of another program, or an export from here; undoing the change takes all back.

    What was imported before stays as it is.
    """
    async with services.imports.turn():
        content = await _content(request)
        is_dry = dry_run == "true"
        asked = [str(space_id), str(source), file_name, str(time_zone), dry_run]
        keyed = (
            None if key is None else await asyncio.to_thread(_keyed, caller.id, key, content, asked)
        )
        file = File(
            content=content, space_id=space_id, name=file_name, source=source, zone=time_zone
        )
        del content
        status = HTTPStatus.ACCEPTED if is_dry else HTTPStatus.OK
        mutation = Mutation(services.answers, keyed, Origin(Actor.IMPORT))
        return await mutation.answer(
            lambda once: services.imports.import_file(
                caller.id, file, is_dry_run=is_dry, once=once
            ),
            lambda done: _answer(status, done, done.report.model_dump_json(by_alias=True)),
            lambda done: _answer(status, done, done.body),
        )


def _answer(status: HTTPStatus, done: Imported, body: str) -> Answer:
    return Answer(status, body, done.report.change_id)


def _keyed(caller_id: str, key: str, content: bytes, asked: list[str]) -> KeyedRequest:
    digest = hashlib.sha256(json.dumps(["importFile", *asked]).encode())
    digest.update(content)
    return KeyedRequest(caller_id, key, digest.digest())


async def _content(request: Request) -> bytes:
    """Read the file, or give up as soon as it is over the limit, whatever it declared."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(FILE_TIMEOUT_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > FILE_BYTES_MAX:
                    raise HTTPException(413, headers={"Connection": "close"})
                parts.append(part)
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    return b"".join(parts)
