"""The committed document is the API's own (contract of libs/api-client)."""

import json
import re

import httpx2
from pydantic import AnyHttpUrl, SecretStr

from taskora_api.http.field_descriptions import FIELDS, PARAMETERS
from taskora_api.main import create_app
from taskora_api.openapi import DOCUMENT, build_document
from taskora_api.settings import Settings

DOCUMENTED = json.loads(DOCUMENT.read_text(encoding="utf-8"))


def test_the_committed_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == build_document(), (
        "API_OPENAPI: openapi.json is not the API's. Do: python -m taskora_api.openapi"
    )


def test_every_operation_has_a_tidy_name_of_its_own() -> None:
    names = [o["operationId"] for path in DOCUMENTED["paths"].values() for o in path.values()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+[A-Z][A-Za-z]+", name) for name in names)


def _fields() -> set[str]:
    schemas = DOCUMENTED["components"]["schemas"]
    return {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
    }


def test_every_field_and_parameter_is_described() -> None:
    schemas = DOCUMENTED["components"]["schemas"]
    fields = [name.split(".") for name in _fields()]
    assert [
        f"{name}.{field}"
        for name, field in fields
        if not schemas[name]["properties"][field].get("description")
    ] == []
    operations = [each for path in DOCUMENTED["paths"].values() for each in path.values()]
    parameters = [each for operation in operations for each in operation.get("parameters", [])]
    assert [each["name"] for each in parameters if not each.get("description")] == []


def test_limits_are_keywords_of_json_schema() -> None:
    """Pydantic writes `ge` for `minimum` where a constraint stands behind a validator."""

    def keys(part: object) -> set[str]:
        if isinstance(part, dict):
            return set(part) | {key for each in part.values() for key in keys(each)}
        return {key for each in part for key in keys(each)} if isinstance(part, list) else set()

    # Fields may have such names, and none has.
    assert keys(DOCUMENTED) & {"ge", "gt", "le", "lt", "multiple_of"} == set()


def test_no_description_is_of_a_field_that_is_not_there() -> None:
    fields = _fields()
    names = {each.split(".")[1] for each in fields}
    assert [each for each in FIELDS if each not in fields | names] == []
    operations = [each for path in DOCUMENTED["paths"].values() for each in path.values()]
    parameters = {each["name"] for o in operations for each in o.get("parameters", [])}
    assert PARAMETERS.keys() - parameters == set()


def test_every_field_is_camel_case() -> None:
    schemas = DOCUMENTED["components"]["schemas"]
    names = {name for schema in schemas.values() for name in schema.get("properties", {})}
    # As the browsers' own interface has it.
    others = {name for name in names if not re.fullmatch(r"[a-z][A-Za-z]*", name)}
    assert others == {"p256dh"}


def test_every_protected_operation_documents_the_refusal_without_a_token() -> None:
    for path, operations in DOCUMENTED["paths"].items():
        for operation in operations.values():
            is_probe = path in {"/health", "/ready"}
            assert ("401" in operation["responses"]) is not is_probe
            assert ("security" in operation) is not is_probe


async def test_where_the_document_is_served_it_is_the_same() -> None:
    settings = Settings(
        database_url=SecretStr("postgresql://none@none/none"),
        auth_jwks_url=AnyHttpUrl("http://none/jwks"),
        docs_enabled=True,
    )
    transport = httpx2.ASGITransport(app=create_app(settings))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        served = await client.get("/openapi.json")
    assert served.json() == DOCUMENTED
