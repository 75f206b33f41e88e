"""JSON of our own, from which nothing is lost."""

import json
from collections.abc import Iterator

from taskora_api.exchange.codec import encode
from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.exchange.parts import parts_of
from taskora_api.exchange.readers.taskora_json import FORMAT, VERSION


def write(document: TaskDocument) -> Iterator[bytes]:
    """Write a document in pieces, one thing in a line."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}'.encode()
    for kind in Kind:
        yield f',\n"{kind}s": ['.encode()
        separator = "\n"
        for entity in parts_of(document)[kind]:
            yield (separator + json.dumps(encode(kind, entity), ensure_ascii=False)).encode()
            separator = ",\n"
        yield b"\n]"
    yield b"\n}\n"
