"""Writes the document of the API: `python -m taskora_api.openapi [file]`."""

import json
import sys
from pathlib import Path
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import AnyHttpUrl, SecretStr

from taskora_api.http.field_descriptions import FIELDS, PARAMETERS
from taskora_api.http.problem import Problem
from taskora_api.main import TITLE, create_app
from taskora_api.settings import Settings
from taskora_api.version import VERSION

DOCUMENT = Path(__file__).parents[2] / "openapi.json"


def build_document() -> str:
    """Build the document; the settings are placeholders, for nothing is started."""
    application = create_app(
        Settings(
            database_url=SecretStr("postgresql://none@none/none"),
            auth_jwks_url=AnyHttpUrl("http://none/jwks"),
        )
    )
    document = get_openapi(title=TITLE, version=VERSION, routes=application.routes)
    _describe_problems(document)
    _drop_made_up_titles(document)
    _describe_times(document)
    _describe_fields(document)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


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


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    target.write_text(build_document(), encoding="utf-8")
