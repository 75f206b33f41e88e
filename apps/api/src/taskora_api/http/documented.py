"""The errors that the document of the API names, so that generated clients know their shape."""

from typing import Any

from taskora_api.http.headers import CHANGE_ID_HEADER, REPLAYED_HEADER
from taskora_api.http.problem import CONTENT_TYPE, Problem
from taskora_api.plans.schemas import Plan

Responses = dict[int | str, dict[str, Any]]

_DESCRIPTIONS = {
    400: "The body cannot be read: it is not text in UTF-8, or is nested too deeply.",
    401: "No valid bearer token.",
    403: "The token is not for this, as `WWW-Authenticate` says, or the role in the space is not "
    "enough; nothing was changed.",
    404: "No such object, or not the caller's.",
    409: "It cannot be done as things are now, as `detail` says; nothing was changed.",
    412: "It was changed since what If-Match or the body names; nothing was changed.",
    413: "The body is too large.",
    422: "The request is not valid.",
    429: "The caller was too fast, or has too many of these; `Retry-After` says how long to wait.",
    503: "The database or the issuer of tokens does not answer; nothing was changed.",
    504: "The database stopped answering; it is not known whether the change was made.",
}


# With them, `Retry-After` is always sent.
_LATER = frozenset({429, 503})
_RETRY_AFTER = {
    "Retry-After": {
        "description": "After how many seconds it may be tried again.",
        "schema": {"type": "integer", "minimum": 1},
    }
}


def problems(*statuses: int) -> Responses:
    """Describe the problem envelope for each of the statuses.

    Whoever is known by a token may be too fast, so a 401 brings a 429 with it.
    """
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {CONTENT_TYPE: {"schema": schema}},
            **({"headers": _RETRY_AFTER} if status in _LATER else {}),
        }
        for status in sorted({*statuses, *({429} if 401 in statuses else set())})  # noqa: PLR2004
    }


_CHANGE_ID = {
    CHANGE_ID_HEADER: {
        "description": "The change that was made, as it can be undone; absent when none was.",
        "schema": {"type": "string", "format": "uuid"},
    }
}
_REPLAYED = {
    REPLAYED_HEADER: {
        "description": "`true` when the request was done before: this is its first answer.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}


def repeatable(status: int, description: str, *failures: int) -> Responses:
    """Describe the answer to a request that may be sent again."""
    return {status: {"description": description, "headers": _REPLAYED}, **problems(*failures)}


def changing(status: int, description: str, *failures: int, plans: bool = False) -> Responses:
    """Describe the answer to a request that changes tasks, and that may be sent again.

    With `plans`, the answer to a dry run of it too.
    """
    described = repeatable(status, description, *failures)
    described[status] = described[status] | {"headers": _CHANGE_ID | _REPLAYED}
    return described | (_PLAN if plans else {})


_PLAN: Responses = {
    202: {
        "description": "With `Dry-Run: true`: what would be changed. Nothing is changed yet.",
        "model": Plan,
        "headers": _REPLAYED,
    }
}
