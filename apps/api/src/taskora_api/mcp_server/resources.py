"""The resources that the server has: the card, which is the same for everybody."""

from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    ListResourcesResult,
    ListResourceTemplatesResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextResourceContents,
)

from taskora_api.mcp_server.card import CARD_HTML, CARD_MIME_TYPE, CARD_URI, RESOURCE_META

Context = ServerRequestContext[Any, Any]

_CARD = Resource(
    uri=CARD_URI,
    name="tasks-card",
    title="Tasks",
    description="A card that shows the tasks of a result.",
    mime_type=CARD_MIME_TYPE,
    meta=RESOURCE_META,
)


async def list_resources(
    _context: Context, _params: PaginatedRequestParams | None
) -> ListResourcesResult:
    """All resources."""
    return ListResourcesResult(resources=[_CARD])


async def list_templates(
    _context: Context, _params: PaginatedRequestParams | None
) -> ListResourceTemplatesResult:
    """None: tasks are for the tools, which ask for a scope."""
    return ListResourceTemplatesResult(resource_templates=[])


async def read_resource(_context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
    """The card.

    Raises:
        MCPError: there is no such resource.
    """
    if params.uri != CARD_URI:
        raise MCPError(INVALID_PARAMS, "There is no resource of this address.", {"uri": params.uri})
    card = TextResourceContents(
        uri=CARD_URI, mime_type=CARD_MIME_TYPE, text=CARD_HTML, meta=RESOURCE_META
    )
    return ReadResourceResult(contents=[card])
