"""The errors that the document of the API names, so that generated clients know their shape."""

from typing import Any

from taskora_api.http.problem import CONTENT_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]

_DESCRIPTIONS = {
    401: "No valid bearer token.",
    404: "No such object, or not the caller's.",
    413: "The body is too large.",
    422: "The request is not valid.",
    503: "The database or the issuer of tokens does not answer; nothing was changed.",
    504: "The database stopped answering; it is not known whether the change was made.",
}


def problems(*statuses: int) -> Responses:
    """Describe the problem envelope for each of the statuses."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {CONTENT_TYPE: {"schema": schema}},
        }
        for status in statuses
    }
