"""Prompts, resources, completions and levels, as the suite knows them."""

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CompleteRequestParams,
    CompleteResult,
    Completion,
    ContentBlock,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequiredResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    SetLevelRequestParams,
    SubscribeRequestParams,
    TextContent,
    TextResourceContents,
    UnsubscribeRequestParams,
)

from support.conformance.content import (
    IMAGE,
    STATIC_BINARY,
    STATIC_TEXT,
    WATCHED,
    embedded,
    static_resource,
)
from support.conformance.questions import PROMPT_REQUESTS, answers_to
from support.conformance.tools import Context
from taskora_api.mcp_server.resources import read_resource as read_of_product

_PREFIX, _SUFFIX = "test://template/", "/data"


def _message(content: ContentBlock) -> PromptMessage:
    return PromptMessage(role="user", content=content)


def _argument(name: str) -> PromptArgument:
    return PromptArgument(name=name, description=f"The argument {name}", required=True)


PROMPTS = [
    Prompt(name="test_simple_prompt", description="A prompt without arguments"),
    Prompt(
        name="test_prompt_with_arguments",
        description="A prompt with two arguments",
        arguments=[_argument("arg1"), _argument("arg2")],
    ),
    Prompt(
        name="test_prompt_with_embedded_resource",
        description="A prompt with a resource",
        arguments=[_argument("resourceUri")],
    ),
    Prompt(name="test_prompt_with_image", description="A prompt with an image"),
    Prompt(name="test_input_required_result_prompt", description="A prompt that asks first"),
]


async def list_prompts(
    _context: Context, _params: PaginatedRequestParams | None
) -> ListPromptsResult:
    """All prompts."""
    return ListPromptsResult(prompts=PROMPTS)


async def get_prompt(
    _context: Context, params: GetPromptRequestParams
) -> GetPromptResult | InputRequiredResult:
    """A prompt with its arguments; one asks first."""
    if params.name == "test_input_required_result_prompt":
        answers = answers_to(params, PROMPT_REQUESTS)
        if answers is None:
            return InputRequiredResult(input_requests=PROMPT_REQUESTS)
        return GetPromptResult(messages=[_message(TextContent(text=f"With {answers}"))])
    return GetPromptResult(messages=_messages(params.name, params.arguments or {}))


def _messages(name: str, arguments: dict[str, str]) -> list[PromptMessage]:
    if name == "test_simple_prompt":
        return [_message(TextContent(text="This is a simple prompt for testing."))]
    if name == "test_prompt_with_arguments":
        values = f"arg1='{arguments['arg1']}', arg2='{arguments['arg2']}'"
        return [_message(TextContent(text=f"Prompt with arguments: {values}"))]
    if name == "test_prompt_with_embedded_resource":
        resource = embedded(arguments["resourceUri"], "Embedded resource content for testing.")
        last = TextContent(text="Please process the embedded resource above.")
        return [_message(resource), _message(last)]
    if name == "test_prompt_with_image":
        return [_message(IMAGE), _message(TextContent(text="Please analyze the image above."))]
    raise MCPError(INVALID_PARAMS, "There is no prompt of this name.")


async def complete(_context: Context, params: CompleteRequestParams) -> CompleteResult:
    """Words that begin as the argument does."""
    words = ["paris", "park", "party"]
    fitting = [word for word in words if word.startswith(params.argument.value)]
    return CompleteResult(completion=Completion(values=fitting, total=len(fitting)))


async def list_resources(
    _context: Context, _params: PaginatedRequestParams | None
) -> ListResourcesResult:
    """All resources with an address of their own."""
    named = {STATIC_TEXT: "text/plain", STATIC_BINARY: "image/png", WATCHED: "text/plain"}
    return ListResourcesResult(
        resources=[
            Resource(uri=uri, name=uri, description="A resource for testing", mime_type=kind)
            for uri, kind in named.items()
        ]
    )


async def list_templates(
    _context: Context, _params: PaginatedRequestParams | None
) -> ListResourceTemplatesResult:
    """The one template."""
    template = ResourceTemplate(
        uri_template=f"{_PREFIX}{{id}}{_SUFFIX}",
        name="template",
        description="A resource with an id",
        mime_type="application/json",
    )
    return ListResourceTemplatesResult(resource_templates=[template])


async def read_resource(context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
    """A resource of the suite; others are the product's to find or not."""
    found = static_resource(params.uri)
    if found is None and params.uri.startswith(_PREFIX) and params.uri.endswith(_SUFFIX):
        number = params.uri.removeprefix(_PREFIX).removesuffix(_SUFFIX)
        text = f'{{"id":"{number}","templateTest":true,"data":"Data for ID: {number}"}}'
        found = TextResourceContents(uri=params.uri, mime_type="application/json", text=text)
    if found is None:
        return await read_of_product(context, params)
    return ReadResourceResult(contents=[found])


async def set_level(_context: Context, _params: SetLevelRequestParams) -> EmptyResult:
    """Every level is the same here."""
    return EmptyResult()


async def subscribe(
    _context: Context, _params: SubscribeRequestParams | UnsubscribeRequestParams
) -> EmptyResult:
    """Nothing of these changes by itself."""
    return EmptyResult()
