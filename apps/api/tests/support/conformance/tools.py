"""Tools that answer at once, or tell of their progress."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.subscriptions import InMemorySubscriptionBus, PromptsListChanged, ToolsListChanged
from mcp.shared.exceptions import MCPError
from mcp_types import (
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    CallToolRequestParams,
    CallToolResult,
    ClientCapabilities,
    ContentBlock,
    ElicitationCapability,
    InputRequiredResult,
    SamplingCapability,
    SamplingMessage,
    TextContent,
)

from support.conformance.content import AUDIO, IMAGE, MIXED, embedded
from support.conformance.schemas import DEFAULTS, ENUMS, USER

Context = ServerRequestContext[dict[str, Any], Any]
Answer = CallToolResult | InputRequiredResult
Run = Callable[[Context, CallToolRequestParams], Awaitable[Answer]]
_PAUSE_SECONDS = 0.02


def said(*content: ContentBlock) -> CallToolResult:
    """A result of this content."""
    return CallToolResult(content=list(content))


def text(value: str) -> CallToolResult:
    """A result of one text."""
    return said(TextContent(text=value))


def _always(*content: ContentBlock) -> Run:
    async def run(_context: Context, _params: CallToolRequestParams) -> CallToolResult:
        return said(*content)

    return run


async def _fail(_context: Context, _params: CallToolRequestParams) -> CallToolResult:
    failure = TextContent(text="This tool intentionally returns an error for testing")
    return CallToolResult(content=[failure], is_error=True)


async def _log(context: Context, _params: CallToolRequestParams) -> CallToolResult:
    for line in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        await context.session.send_log_message("info", line, related_request_id=context.request_id)
        await asyncio.sleep(_PAUSE_SECONDS)
    return text("Tool with logging executed successfully")


async def _progress(context: Context, _params: CallToolRequestParams) -> CallToolResult:
    for progress in (0, 50, 100):
        await context.session.report_progress(progress, 100)
        await asyncio.sleep(_PAUSE_SECONDS)
    return text("Tool with progress executed successfully")


def require(context: Context, wanted: ClientCapabilities) -> None:
    """Refuse a call of a client that has not declared these capabilities."""
    if context.session.check_client_capability(wanted):
        return
    needed = wanted.model_dump(exclude_none=True, by_alias=True)
    raise MCPError(
        MISSING_REQUIRED_CLIENT_CAPABILITY,
        "The client has not declared a capability that this needs.",
        {"requiredCapabilities": needed},
    )


async def _sample(context: Context, params: CallToolRequestParams) -> CallToolResult:
    prompt = str((params.arguments or {})["prompt"])
    message = SamplingMessage(role="user", content=TextContent(text=prompt))
    sampled = await context.session.create_message(
        [message], max_tokens=100, related_request_id=context.request_id
    )
    content = sampled.content
    return text(f"LLM response: {content.text if isinstance(content, TextContent) else content}")


async def _need_sampling(context: Context, _params: CallToolRequestParams) -> CallToolResult:
    require(context, ClientCapabilities(sampling=SamplingCapability()))
    return text("The client has declared sampling.")


async def _elicit(context: Context, message: str, schema: dict[str, Any]) -> CallToolResult:
    require(context, ClientCapabilities(elicitation=ElicitationCapability()))
    answer = await context.session.elicit_form(message, schema, context.request_id)
    return text(f"Elicitation completed: action={answer.action}, content={answer.content}")


async def _elicit_user(context: Context, params: CallToolRequestParams) -> CallToolResult:
    return await _elicit(context, str((params.arguments or {})["message"]), USER)


async def _elicit_defaults(context: Context, _params: CallToolRequestParams) -> CallToolResult:
    return await _elicit(context, "Please review and update the form fields", DEFAULTS)


async def _elicit_enums(context: Context, _params: CallToolRequestParams) -> CallToolResult:
    return await _elicit(context, "Please select options from the enum fields", ENUMS)


def changing(bus: InMemorySubscriptionBus) -> dict[str, Run]:
    """Tools after which lists are different, of which those are told who listen."""

    async def change_tools(_context: Context, _params: CallToolRequestParams) -> CallToolResult:
        await bus.publish(ToolsListChanged())
        return text("The tools are different now.")

    async def change_prompts(_context: Context, _params: CallToolRequestParams) -> CallToolResult:
        await bus.publish(PromptsListChanged())
        return text("The prompts are different now.")

    return {"test_trigger_tool_change": change_tools, "test_trigger_prompt_change": change_prompts}


ANSWERING: dict[str, Run] = {
    "test_simple_text": _always(TextContent(text="This is a simple text response for testing.")),
    "test_image_content": _always(IMAGE),
    "test_audio_content": _always(AUDIO),
    "test_embedded_resource": _always(
        embedded("test://embedded-resource", "This is an embedded resource content.")
    ),
    "test_multiple_content_types": _always(*MIXED),
    "test_error_handling": _fail,
    "test_tool_with_logging": _log,
    "test_logging_tool": _log,
    "test_tool_with_progress": _progress,
    "test_sampling": _sample,
    "test_missing_capability": _need_sampling,
    "test_elicitation": _elicit_user,
    "test_elicitation_sep1034_defaults": _elicit_defaults,
    "test_elicitation_sep1330_enums": _elicit_enums,
    "json_schema_2020_12_tool": _always(TextContent(text="The schema is in the list.")),
    "test_from_headers": _always(TextContent(text="The header was as the argument.")),
}
