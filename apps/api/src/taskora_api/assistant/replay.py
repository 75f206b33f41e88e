"""Sends an answer again that was kept, as the stream that it was made from."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from taskora_api.assistant.recorder import Chunk, Part

_TEXT_ID = "text-{}"


def message_ids(
    owner_id: str, conversation_id: UUID, client_id: str, text: str
) -> tuple[UUID, UUID]:
    """Make the ids of a message and its answer from what makes the message the same again."""
    said = uuid5(NAMESPACE_URL, "\n".join([owner_id, str(conversation_id), client_id, text]))
    return said, uuid5(said, "answer")


def replay(message_id: UUID, parts: list[Part]) -> Iterator[Chunk]:
    """Make the chunks that a client turns into these parts."""
    yield {"type": "start", "messageId": str(message_id)}
    for position, part in enumerate(parts):
        yield from _chunks_of(part, position)
    yield {"type": "finish"}


def _chunks_of(part: Part, position: int) -> Iterator[Chunk]:
    kind = str(part["type"])
    if kind == "step-start":
        yield {"type": "start-step"}
    elif kind == "text":
        text_id = _TEXT_ID.format(position)
        yield {"type": "text-start", "id": text_id}
        yield {"type": "text-delta", "id": text_id, "delta": part["text"]}
        yield {"type": "text-end", "id": text_id}
    elif kind.startswith("tool-"):
        yield from _tool_chunks(part, kind.removeprefix("tool-"))
    else:
        yield part


def _tool_chunks(part: Part, name: str) -> Iterator[Chunk]:
    call: dict[str, Any] = {"toolCallId": part["toolCallId"]}
    yield {"type": "tool-input-available", **call, "toolName": name, "input": part["input"]}
    if part["state"] == "output-available":
        yield {"type": "tool-output-available", **call, "output": part["output"]}
    elif part["state"] == "output-error":
        yield {"type": "tool-output-error", **call, "errorText": part["errorText"]}
