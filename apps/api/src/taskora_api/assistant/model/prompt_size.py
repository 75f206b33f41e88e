"""How many tokens the prompt of a request may be, before a provider has counted them."""

import json
from collections.abc import Iterator, Sequence

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    RetryPromptPart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
)
from pydantic_ai.models import ModelRequestParameters

from taskora_api.assistant.model.history import arguments_of

# The usual tokenizers give a token to four bytes of text, and more than one to few alphabets.
BYTES_OF_TOKEN = 4


def estimated_tokens(messages: Sequence[ModelMessage], parameters: ModelRequestParameters) -> int:
    """Estimate the tokens of what is said, of the instructions and of the tools."""
    size = sum(len(text.encode()) for text in _texts(messages, parameters))
    return -(-size // BYTES_OF_TOKEN)


def _texts(messages: Sequence[ModelMessage], parameters: ModelRequestParameters) -> Iterator[str]:
    for message in messages:
        for part in message.parts:
            yield _text(part)
    # Each request of a turn has them, and a provider gets them once.
    instructions = [
        message.instructions for message in messages if isinstance(message, ModelRequest)
    ]
    yield next((text for text in reversed(instructions) if text), "")
    for tool in (*parameters.function_tools, *parameters.output_tools):
        yield tool.name + (tool.description or "") + json.dumps(tool.parameters_json_schema)


def _text(part: object) -> str:
    if isinstance(part, ToolCallPart):
        return part.tool_name + json.dumps(arguments_of(part), ensure_ascii=False)
    if isinstance(part, ToolReturnPart):
        return part.tool_name + part.model_response_str()
    if isinstance(part, RetryPromptPart):
        return part.model_response()
    if isinstance(part, TextPart):
        return part.content
    content = getattr(part, "content", "")
    return content if isinstance(content, str) else str(content)
