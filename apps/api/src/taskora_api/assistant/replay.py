"""Makes the stream again from the parts of an answer, all at once or as they come to be."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from taskora_api.assistant.recorder import Chunk, Part

_TEXT_ID = "text-{}"
_STREAMING = "streaming"


def message_ids(
    owner_id: str, conversation_id: UUID, client_id: str, text: str
) -> tuple[UUID, UUID]:
    """Make the ids of a message and its answer from what makes the message the same again."""
    said = uuid5(NAMESPACE_URL, "\n".join([owner_id, str(conversation_id), client_id, text]))
    return said, answer_id_of(said)


def answer_id_of(said_id: UUID) -> UUID:
    return uuid5(said_id, "answer")


class OtherAnswerError(Exception):
    """What was shown of an answer is not how it begins now: it is to be read from its start."""


class Replay:
    """Gives the chunks that a client turns into the parts, each of them once."""

    def __init__(self, message_id: UUID) -> None:
        self._message_id = message_id
        self._is_started = False
        self._seen: list[Part] = []

    def advance(self, parts: list[Part]) -> Iterator[Chunk]:
        """Give what the parts hold more than they did before.

        They only ever grow, but for those of a turn that another process goes on with: it has to
        come to where the one before it was, and until then there is nothing to give.

        Raises:
            OtherAnswerError: a model was asked again, and says something else.
        """
        if not self._is_started:
            self._is_started = True
            yield {"type": "start", "messageId": str(self._message_id)}
        for position, part in enumerate(parts):
            known = self._seen[position] if position < len(self._seen) else None
            if known != part and not (known and _is_behind(part, known)):
                yield from _chunks_of(part, known, position)
                self._seen[position : position + 1] = [part]

    def finish(self) -> Iterator[Chunk]:
        yield {"type": "finish"}


def replay(message_id: UUID, parts: list[Part]) -> Iterator[Chunk]:
    replayed = Replay(message_id)
    yield from replayed.advance(parts)
    yield from replayed.finish()


def _chunks_of(part: Part, known: Part | None, position: int) -> Iterator[Chunk]:
    kind = str(part["type"])
    if known is not None and known["type"] != kind:
        raise OtherAnswerError
    if kind == "text":
        yield from _text_chunks(part, known, _TEXT_ID.format(position))
    elif kind.startswith("tool-"):
        yield from _tool_chunks(part, known, kind.removeprefix("tool-"))
    elif known is None:
        yield {"type": "start-step"} if kind == "step-start" else part


def _is_behind(part: Part, known: Part) -> bool:
    """Say whether a text that is written again has not come to where it was."""
    return part.get("state") == _STREAMING and str(known["text"]).startswith(str(part["text"]))


def _text_chunks(part: Part, known: Part | None, text_id: str) -> Iterator[Chunk]:
    """Give a text as it grows, from its start to its end."""
    if known is None:
        yield {"type": "text-start", "id": text_id}
    text, given = str(part["text"]), str(known["text"]) if known else ""
    if not text.startswith(given):
        raise OtherAnswerError
    if len(text) > len(given):
        yield {"type": "text-delta", "id": text_id, "delta": text[len(given) :]}
    if part.get("state") != _STREAMING:
        yield {"type": "text-end", "id": text_id}


def _tool_chunks(part: Part, known: Part | None, name: str) -> Iterator[Chunk]:
    call: dict[str, Any] = {"toolCallId": part["toolCallId"]}
    if known is None:
        yield {"type": "tool-input-available", **call, "toolName": name, "input": part["input"]}
    if part["state"] == "output-available":
        yield {"type": "tool-output-available", **call, "output": part["output"]}
    elif part["state"] == "output-error":
        yield {"type": "tool-output-error", **call, "errorText": part["errorText"]}
