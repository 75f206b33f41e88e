"""Schemas of tools, so flat that every client reads them: each property has one type.

Clients pass the schemas on to models, and many of those know neither `$ref` nor a list of types.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

_REFERENCE = "#/$defs/"
_NOISE = ("title", "$defs")


@cache
def flat_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Make the schema of a model with every reference replaced by what it means."""
    # What is put out has the fields that are there; what comes in may leave out the same ones.
    schema = model.model_json_schema(mode="validation")
    flat = _flatten(schema, schema.get("$defs", {}))
    flat.pop("description", None)
    return flat


def _flatten(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    if reference is not None:
        meant = definitions[str(reference).removeprefix(_REFERENCE)]
        return _flatten({**meant, **{k: v for k, v in schema.items() if k != "$ref"}}, definitions)
    flat: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            flat[key] = {name: _flatten(each, definitions) for name, each in value.items()}
        elif key == "items":
            flat[key] = _flatten(value, definitions)
        elif key not in _NOISE:
            flat[key] = value
    return flat
