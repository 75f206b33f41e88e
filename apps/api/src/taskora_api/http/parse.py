"""The route of the grammar."""

from fastapi import APIRouter

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency
from taskora_api.http.documented import problems
from taskora_api.http.parse_schemas import ParsedSpan, ParseRequest, ParseResult
from taskora_api.language.habits import reading_as
from taskora_api.language.quick_add import parse_in_locale
from taskora_api.text import neutralised
from taskora_api.wire import load_time_zone, utc_now

router = APIRouter(prefix="/api/v1/parse", tags=["tasks"])


@router.post("", operation_id="parseText", responses=problems(400, 401, 403, 413, 422, 503))
async def parse_text(
    caller: ReaderDependency, services: ServicesDependency, body: ParseRequest
) -> ParseResult:
    """Return what quick add would make of a line, and which parts of it have a meaning.

    It is read as the caller's reading settings say.
    """
    now = body.now or utc_now()
    today = now.astimezone(load_time_zone(body.time_zone)).date()
    with reading_as(await services.reading_settings.read_habits(caller.id)):
        parsed = parse_in_locale(body.text, today, body.locale)
    return ParseResult(
        title=neutralised(parsed.title),
        due_on=parsed.due_on,
        spans=[
            ParsedSpan(
                start=_utf16_offset(body.text, span.start),
                end=_utf16_offset(body.text, span.end),
                kind=span.kind,
            )
            for span in parsed.spans
        ],
    )


def _utf16_offset(text: str, offset: int) -> int:
    """Count as JavaScript does, where a character beyond the first plane is two units."""
    return len(text[:offset].encode("utf-16-le")) // 2
