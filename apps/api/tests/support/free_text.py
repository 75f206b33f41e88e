"""Every text that a request can hold and that is of no form, and texts that programs trip over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.operations import Operation, all_operations
from taskora_api.openapi import DOCUMENT

Json = dict[str, Any]
# What gives a text a form of its own.
_FORMS = {"enum", "format", "pattern", "const"}
# One line, which stands beside others: what cannot be seen is left out of it.
LINES = {"title", "name", "memberName", "tags.[]", "addTags.[]", "removeTags.[]"}
# Text of its own, kept as it was written.
BLOCKS = {"notes", "createComment text", "updateComment text"}
# Read as something: a sentence, a filter, an order, an id, an address, a title to compare with.
READ = {
    *("sendChatMessage text", "parseText text", "filter", "sort", "assigneeId", "rule", "address"),
    "renameConversation formerTitle",
}


@dataclass(frozen=True)
class Sample:
    """A text, and as what it is kept: None where it is refused (422)."""

    name: str
    text: str
    line: str | None
    block: str | None


def _kept(name: str, text: str) -> Sample:
    return Sample(name, text, text, text)


_MARKS = "e" + "\u0301" * 10_000
SAMPLES = (
    Sample("NUL", "a\x00b", None, None),
    Sample("lone high surrogate", "a\ud800b", None, None),
    Sample("lone low surrogate", "a\udfffb", None, None),
    Sample("override of direction", "pay \u202ellib\u202c", "pay llib", "pay \u202ellib\u202c"),
    Sample("isolate of direction", "\u2066pay\u2069 x", "pay x", "\u2066pay\u2069 x"),
    Sample("zero width", "pa\u200by", "pay", "pa\u200by"),
    Sample("line separator", "a\u2028b", None, "a\u2028b"),
    Sample("10,000 combining marks", _MARKS, None, _MARKS),
    _kept("composed (NFC)", "caf\u00e9"),
    _kept("decomposed (NFD)", "cafe\u0301"),
    _kept("four bytes", "\U0001f469\u200d\U0001f4bb \U0001d4b3"),
    _kept("SQL", "'; DROP TABLE tasks; -- \" % _ \\ $1 :a {0}"),
    _kept("markup", "<script>alert(1)</script> &amp; {{7*7}} ${7*7}"),
)


@dataclass(frozen=True)
class TextField:
    """A text of a request's body, as the steps to it; `[]` is any item of a list."""

    operation: Operation
    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        """The operation and the path, for people."""
        return f"{self.operation.name} {'.'.join(self.steps)}"

    def is_among(self, known: set[str]) -> bool:
        """Say whether a table names the field, by its last steps or with its operation."""
        last = ".".join(self.steps[-2:]) if self.steps[-1] == "[]" else self.steps[-1]
        return last in known or f"{self.operation.name} {last}" in known

    def put_into(self, body: Json, text: str) -> Json:
        """The body with the text in this field."""
        changed: Json = _put(body, self.steps, text)
        return changed

    def find_in(self, answer: Any) -> object:  # noqa: ANN401 - any JSON.
        """What an answer has in this field; None where it has no such field."""
        for step in self.steps:
            if step == "[]":
                answer = answer[0] if answer else None
            else:
                answer = answer.get(step) if isinstance(answer, dict) else None
        return answer


def _put(body: Any, steps: tuple[str, ...], text: str) -> Any:  # noqa: ANN401 - any JSON.
    if not steps:
        return text
    first, *rest = steps
    if first == "[]":
        return [_put(None, tuple(rest), text)]
    held = body if isinstance(body, dict) else {}
    return held | {first: _put(held.get(first), tuple(rest), text)}


def text_fields() -> list[TextField]:
    """Every one in the bodies of the document of the API."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    schemas: Json = document["components"]["schemas"]
    found = []
    for operation in all_operations():
        described = document["paths"][operation.path][operation.method.lower()]
        body = described.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            steps = dict.fromkeys(_texts(body["schema"], schemas))
            found += [TextField(operation, each) for each in steps]
    return found


def query_texts() -> list[tuple[Operation, str]]:
    """Every parameter in the query of an address that is such a text."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    schemas: Json = document["components"]["schemas"]
    return [
        (operation, parameter["name"])
        for operation in all_operations()
        for parameter in document["paths"][operation.path][operation.method.lower()].get(
            "parameters", []
        )
        if parameter["in"] == "query"
        and next(_texts(parameter["schema"], schemas), None) is not None
    ]


def _texts(schema: Json, schemas: Json, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    for each in schema.get("anyOf", ()):
        yield from _texts(each, schemas, steps)
    for name, each in schema.get("properties", {}).items():
        yield from _texts(each, schemas, (*steps, name))
    if schema.get("type") == "array":
        yield from _texts(schema["items"], schemas, (*steps, "[]"))
    if schema.get("type") == "string" and not _FORMS & schema.keys():
        yield steps
