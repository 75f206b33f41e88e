"""The document of the API: that of the framework, with what its schemas do not say."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from taskora_api.http.field_descriptions import FIELDS, PARAMETERS
from taskora_api.http.problem import Problem


def document_of(application: FastAPI) -> dict[str, Any]:
    """Return the document of an application, as OpenAPI 3.1."""
    document = get_openapi(
        title=application.title, version=application.version, routes=application.routes
    )
    _describe_problems(document)
    _drop_made_up_titles(document)
    _describe_times(document)
    _describe_fields(document)
    return document


def _describe_problems(document: dict[str, Any]) -> None:
    """Put our envelope in the place of the framework's own shape of a validation error."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    schemas.update(problem.pop("$defs"))
    schemas[Problem.__name__] = problem


def _drop_made_up_titles(document: dict[str, Any]) -> None:
    """Drop the titles that are only field names in capitals; generated clients repeat them."""
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            field.pop("title", None)
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                parameter["schema"].pop("title", None)


def _describe_times(part: Any) -> None:  # noqa: ANN401 - any part of a document.
    """Describe a time of day by its form: a `time` of JSON Schema would have an offset."""
    if isinstance(part, dict):
        if part.get("format") == "time":
            del part["format"]
            part.setdefault("pattern", r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$")
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            _describe_times(each)


def _describe_fields(document: dict[str, Any]) -> None:
    """Say of each field and parameter what it is, where its declaration does not."""
    for name, schema in document["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            meaning = FIELDS.get(f"{name}.{field}", FIELDS.get(field))
            if meaning is not None:
                described.setdefault("description", meaning)
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] in PARAMETERS:
                    parameter.setdefault("description", PARAMETERS[parameter["name"]])
