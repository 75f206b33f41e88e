"""Puts the stream of an answer together, for clients that wait for the whole of it."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from taskora_api.errors import AnswerUnfinishedError
from taskora_api.http.compatible_schemas import CompatibleReply, CompatibleToolCall

_DATA = "data: "
_DONE = "[DONE]"


async def read_reply(conversation_id: UUID, events: AsyncIterator[str]) -> CompatibleReply:
    """Read the events of an answer to their end.

    Raises:
        AnswerUnfinishedError: they broke off before it.
    """
    texts: list[str] = []
    calls: dict[str, CompatibleToolCall] = {}
    is_whole = False
    async for event in events:
        line = event.strip()
        if line == _DATA + _DONE:
            is_whole = True
        elif line.startswith(_DATA):
            _read(json.loads(line.removeprefix(_DATA)), texts, calls)
    if not is_whole:
        raise AnswerUnfinishedError
    response = "\n\n".join(text for text in texts if text)
    return CompatibleReply(
        conversation_id=conversation_id, response=response, tool_calls=list(calls.values())
    )


def _read(chunk: dict[str, Any], texts: list[str], calls: dict[str, CompatibleToolCall]) -> None:
    match chunk["type"]:
        case "text-start":
            texts.append("")
        case "text-delta":
            texts[-1] += chunk["delta"]
        case "error":
            texts.append(chunk["errorText"])
        case "tool-input-available":
            calls[chunk["toolCallId"]] = CompatibleToolCall(
                tool=chunk["toolName"], arguments=chunk["input"], result=None
            )
        case "tool-output-available" if chunk["toolCallId"] in calls:
            calls[chunk["toolCallId"]].result = chunk["output"]
        case "tool-output-error" if chunk["toolCallId"] in calls:
            calls[chunk["toolCallId"]].result = {"error": chunk["errorText"]}
