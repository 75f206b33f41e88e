"""Questions to the person as the protocol carries them: one call, an answer, the call again."""

from typing import Any
from uuid import UUID

from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    InputRequiredResult,
)
from mcp_types.version import is_version_at_least

from taskora_api.mcp_server.questions import Agreement, Dialogue, Question

# The first generation in which a call is answered by a question; before, a stream would be needed.
_SINCE = "2026-07-28"
_KEY = "agreement"
_CONFIRM = "confirm"
_SCHEMA = {
    "type": "object",
    "properties": {
        _CONFIRM: {
            "type": "boolean",
            "title": "Do it",
            "description": "true: it is done; false: nothing is changed.",
        }
    },
    "required": [_CONFIRM],
}


def dialogue_of(context: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> Dialogue:
    """Whether the client can ask its person, and what it has brought as their answer.

    Raises:
        MCPError: what came with the answer is nothing that was sent.
    """
    given = (params.input_responses or {}).get(_KEY)
    if given is None or params.request_state is None:
        return Dialogue(can_ask=_can_ask(context))
    try:
        plan_id = UUID(params.request_state)
    except ValueError:
        raise MCPError(INVALID_PARAMS, "This requestState is not known.") from None
    if not isinstance(given, ElicitResult):
        raise MCPError(INVALID_PARAMS, "This is no answer to what was asked.")
    is_given = given.action == "accept" and (given.content or {}).get(_CONFIRM) is True
    return Dialogue(agreement=Agreement(plan_id, is_given))


def asked_of(question: Question) -> InputRequiredResult:
    """Write a question down; the state that comes back with its answer is the id of the plan."""
    params = ElicitRequestFormParams(message=question.text, requested_schema=_SCHEMA)
    return InputRequiredResult(
        input_requests={_KEY: ElicitRequest(params=params)}, request_state=str(question.plan_id)
    )


def _can_ask(context: ServerRequestContext[Any, Any]) -> bool:
    capabilities = context.session.client_capabilities
    elicitation = None if capabilities is None else capabilities.elicitation
    if elicitation is None or not is_version_at_least(context.protocol_version, _SINCE):
        return False
    # A client that names no mode has the one of forms.
    return elicitation.form is not None or elicitation.url is None
