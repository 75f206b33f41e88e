"""JSON of our own: everything that a document has, with a version."""

from collections.abc import Iterator

from taskora_api.exchange.building import read_number
from taskora_api.exchange.codec import decode
from taskora_api.exchange.documents import Kind
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import json_of, object_of, objects_of
from taskora_api.exchange.items import Context, Item

FORMAT = "taskora"
VERSION = 1


def read(content: bytes, _context: Context) -> Iterator[Item]:
    """Read an export; raises `ExchangeError` as `json_of` does, and VERSION for a later one."""
    root = object_of(json_of(content))
    version = read_number(root.get("version"))
    if version is None or not 1 <= version <= VERSION:
        raise ExchangeError(
            Code.VERSION, f"the export has version {version}, and this server reads {VERSION}"
        )
    for kind in Kind:
        for number, raw in enumerate(objects_of(root.get(f"{kind}s")), start=1):
            yield decode(f"{kind} {number}", kind, raw)
