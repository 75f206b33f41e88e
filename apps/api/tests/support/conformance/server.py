"""A server of the SDK with all that the suite wants, in the product's place."""

import warnings
from contextlib import AbstractAsyncContextManager
from typing import Any

from mcp.server.caching import CacheableMethod, CacheHint
from mcp.server.lowlevel import Server
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler
from mcp.shared.exceptions import MCPDeprecationWarning, MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    ListToolsResult,
    PaginatedRequestParams,
    Tool,
)
from starlette.types import ASGIApp

from support.conformance import lists
from support.conformance.questions import ASKING
from support.conformance.schemas import FROM_HEADERS, NOTHING, SCHEMA_2020_12, one_field
from support.conformance.tools import ANSWERING, Answer, Context, changing
from taskora_api.mcp_server.transport import served
from taskora_api.rate_limits.service import RateLimits
from taskora_api.tasks.service import TaskService

_SCHEMAS = {
    "test_sampling": one_field("prompt"),
    "test_elicitation": one_field("message"),
    "json_schema_2020_12_tool": SCHEMA_2020_12,
    "test_from_headers": FROM_HEADERS,
}
_CACHED: tuple[CacheableMethod, ...] = (
    *("tools/list", "prompts/list", "resources/list"),
    *("resources/templates/list", "resources/read"),
)


def serve(_tasks: TaskService, _limits: RateLimits) -> AbstractAsyncContextManager[ASGIApp]:
    """Serve it exactly as the product serves its own."""
    return served(create_server(listens=False))


def create_server(*, listens: bool) -> Server[dict[str, Any]]:
    """Make the server; one that listens sends what changes to those who ask for it."""
    bus = InMemorySubscriptionBus()
    runs = ANSWERING | ASKING | changing(bus)
    described = [
        Tool(name=name, description=f"{name} of the suite", input_schema=_schema(name))
        for name in runs
    ]

    async def list_tools(
        _context: Context, _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=described)

    async def call(context: Context, params: CallToolRequestParams) -> Answer:
        run = runs.get(params.name)
        if run is None:
            raise MCPError(INVALID_PARAMS, "There is no tool of this name.")
        return await run(context, params)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MCPDeprecationWarning)
        return Server(
            "conformance",
            version="1",
            cache_hints=dict.fromkeys(_CACHED, CacheHint(1_000, "public")),
            get_tool_input_schema=_schema,
            on_list_tools=list_tools,
            on_call_tool=call,
            on_list_resources=lists.list_resources,
            on_list_resource_templates=lists.list_templates,
            on_read_resource=lists.read_resource,
            on_subscribe_resource=lists.subscribe,
            on_unsubscribe_resource=lists.subscribe,
            on_list_prompts=lists.list_prompts,
            on_get_prompt=lists.get_prompt,
            on_completion=lists.complete,
            on_set_logging_level=lists.set_level,
            on_subscriptions_listen=ListenHandler(bus) if listens else None,
        )


def _schema(name: str) -> dict[str, Any]:
    return _SCHEMAS.get(name, NOTHING)
