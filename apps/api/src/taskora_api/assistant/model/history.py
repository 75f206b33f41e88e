"""The conversation so far in the form that a model reads, made of the parts that are kept."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponsePart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)

from taskora_api.assistant.transcript import Transcript

# What a model needs of a list to speak of it; the rest it can ask for.
TASKS_IN_HISTORY_MAX = 50
_TOOL = "tool-"

KeptMessage = tuple[str, list[dict[str, Any]]]


def history_of(messages: Sequence[KeptMessage]) -> list[ModelMessage]:
    """Make the messages of a conversation, from the first that a person said."""
    read: list[ModelMessage] = []
    for role, parts in messages:
        if role == "user":
            read.append(ModelRequest(parts=[UserPromptPart(_text_of(parts))]))
        elif read:
            read += _answer(parts)
    return read


def transcript_of(messages: Sequence[KeptMessage], text: str) -> Transcript:
    """Give what was typed in these messages and in the present text, and what tools gave."""
    typed = [_text_of(parts) for role, parts in messages if role == "user"]
    given = [
        (str(part["type"]).removeprefix(_TOOL), part["output"])
        for role, parts in reversed(messages)
        if role != "user"
        for part in parts
        if str(part["type"]).startswith(_TOOL) and isinstance(part.get("output"), dict)
    ]
    return Transcript([*typed, text], given)


def _text_of(parts: list[dict[str, Any]]) -> str:
    return "\n".join(part["text"] for part in parts if part["type"] == "text")


def _answer(parts: list[dict[str, Any]]) -> Iterator[ModelMessage]:
    """Make responses and returns in turn: a call without its return is refused by providers."""
    response: list[ModelResponsePart] = []
    returns: list[ToolReturnPart] = []
    for part in parts:
        kind = str(part["type"])
        if kind == "text" and part["text"]:
            if returns:
                yield from _exchange(response, returns)
                response, returns = [], []
            response.append(TextPart(part["text"]))
        elif kind.startswith(_TOOL) and part["state"] == "output-available":
            name, call_id = kind.removeprefix(_TOOL), part["toolCallId"]
            response.append(ToolCallPart(name, part["input"], tool_call_id=call_id))
            returns.append(ToolReturnPart(name, shortened(part["output"]), tool_call_id=call_id))
    yield from _exchange(response, returns)


def _exchange(
    response: list[ModelResponsePart], returns: list[ToolReturnPart]
) -> Iterator[ModelMessage]:
    if response:
        yield ModelResponse(parts=response)
    if returns:
        yield ModelRequest(parts=returns)


def shortened(output: Any) -> Any:  # noqa: ANN401 - what a tool gave.
    """Shorten what a tool gave to what a model needs of it."""
    if not isinstance(output, dict) or not isinstance(output.get("tasks"), list):
        return output
    tasks = [_task(number, task) for number, task in enumerate(output["tasks"], start=1)]
    kept = {name: output[name] for name in ("summary", "outcome", "total") if name in output}
    return {**kept, "tasks": tasks[:TASKS_IN_HISTORY_MAX]}


def _task(number: int, task: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": number,
        "id": task.get("id"),
        "title": task.get("title"),
        "due_on": task.get("dueOn"),
        "done": task.get("completedAt") is not None,
    }


def as_shortened(messages: Sequence[ModelMessage]) -> list[ModelMessage]:
    """Shorten what the tools gave in this turn, and leave the rest as it is."""
    return [_shortened(message) for message in messages]


def _shortened(message: ModelMessage) -> ModelMessage:
    if not isinstance(message, ModelRequest):
        return message
    parts = [
        ToolReturnPart(part.tool_name, shortened(part.content), tool_call_id=part.tool_call_id)
        if isinstance(part, ToolReturnPart)
        else part
        for part in message.parts
    ]
    return ModelRequest(parts=parts, instructions=message.instructions)


def arguments_of(call: ToolCallPart) -> dict[str, Any]:
    """Read the arguments of a call; what is no object is kept as it was written."""
    if isinstance(call.args, dict):
        return call.args
    try:
        read = json.loads(call.args or "{}")
    except ValueError:
        read = None
    return read if isinstance(read, dict) else {"INVALID_JSON": str(call.args)}
