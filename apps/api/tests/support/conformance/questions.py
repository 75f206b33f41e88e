"""Tools and a prompt that ask first: the call is answered by a question, and comes again."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    GetPromptRequestParams,
    InputRequiredResult,
    ListRootsRequest,
    ListRootsResult,
    SamplingMessage,
    TextContent,
)

from support.conformance.schemas import one_field
from support.conformance.tools import Answer, Context, Run, text

_KEY = secrets.token_bytes(32)
Requests = dict[str, ElicitRequest | CreateMessageRequest | ListRootsRequest]
Asked = CallToolRequestParams | GetPromptRequestParams


def sealed(state: str) -> str:
    """A state that nobody else can make."""
    return f"{state}.{hmac.new(_KEY, state.encode(), hashlib.sha256).hexdigest()}"


def opened(sent: str | None) -> str | None:
    """The state as it was, None where none was sent.

    Raises:
        MCPError: it is another one than was sent out.
    """
    if sent is None:
        return None
    state = sent.rpartition(".")[0]
    if not hmac.compare_digest(sealed(state), sent):
        raise MCPError(INVALID_PARAMS, "This requestState is not known.")
    return state


def elicit(message: str, field: str, kind: str = "string") -> ElicitRequest:
    """A question with one field."""
    schema = one_field(field, kind)
    return ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=schema))


def _sample(prompt: str, tokens_max: int) -> CreateMessageRequest:
    message = SamplingMessage(role="user", content=TextContent(text=prompt))
    params = CreateMessageRequestParams(messages=[message], max_tokens=tokens_max)
    return CreateMessageRequest(params=params)


def answers_to(asked: Asked, requests: Requests) -> Mapping[str, Any] | None:
    """The answers to all questions; None while one is missing. Further ones are left alone."""
    given = asked.input_responses or {}
    found = {key: given[key] for key in requests if _fits(given.get(key), requests[key])}
    return found if len(found) == len(requests) else None


def _fits(answer: object, request: object) -> bool:
    if isinstance(request, ElicitRequest):
        return isinstance(answer, ElicitResult)
    if isinstance(request, ListRootsRequest):
        return isinstance(answer, ListRootsResult)
    return answer is not None


def _asking(requests: Requests, *, state: str | None = None) -> Run:
    """A tool that asks all of it at once, with a state of its own or without one."""

    async def run(_context: Context, params: CallToolRequestParams) -> Answer:
        before = opened(params.request_state)
        answers = answers_to(params, requests)
        if answers is None or before != state:
            request_state = None if state is None else sealed(state)
            return InputRequiredResult(input_requests=requests, request_state=request_state)
        return text(f"state-ok: {answers}")

    return run


_STEPS = [
    ("step1", elicit("Step 1: What is your name?", "name")),
    ("step2", elicit("Step 2: What is your favorite color?", "color")),
]


async def _two_steps(_context: Context, params: CallToolRequestParams) -> Answer:
    """Asks twice; the state says what was answered before."""
    number = int(opened(params.request_state) or "0")
    if number > 0 and answers_to(params, dict([_STEPS[number - 1]])) is None:
        number -= 1
    if number == len(_STEPS):
        return text("Both were answered.")
    return InputRequiredResult(
        input_requests=dict([_STEPS[number]]), request_state=sealed(str(number + 1))
    )


async def _what_the_client_can(context: Context, _params: CallToolRequestParams) -> Answer:
    """Asks only by what the client has declared."""
    declared = context.session.client_capabilities
    requests: Requests = {}
    if declared is not None and declared.sampling is not None:
        requests["sampled"] = _sample("Say something.", 50)
    if declared is not None and declared.elicitation is not None:
        requests["elicited"] = elicit("What is your name?", "name")
    if not requests:
        return text("The client can be asked nothing.")
    return InputRequiredResult(input_requests=requests)


_NAME = elicit("What is your name?", "name")
_CONFIRM = elicit("Please confirm", "ok", "boolean")
PROMPT_REQUESTS: Requests = {
    "user_context": elicit("What context should the prompt use?", "context")
}

ASKING: dict[str, Run] = {
    "test_input_required_result_elicitation": _asking({"user_name": _NAME}),
    "test_streaming_elicitation": _asking({"user_name": _NAME}),
    "test_input_required_result_sampling": _asking(
        {"capital_question": _sample("What is the capital of France?", 100)}
    ),
    "test_input_required_result_list_roots": _asking({"client_roots": ListRootsRequest()}),
    "test_input_required_result_request_state": _asking({"confirm": _CONFIRM}, state="one"),
    "test_input_required_result_tampered_state": _asking({"confirm": _CONFIRM}, state="two"),
    "test_input_required_result_multiple_inputs": _asking(
        {
            "user_name": _NAME,
            "greeting": _sample("Generate a greeting", 50),
            "client_roots": ListRootsRequest(),
        },
        state="three",
    ),
    "test_input_required_result_multi_round": _two_steps,
    "test_input_required_result_capabilities": _what_the_client_can,
}
