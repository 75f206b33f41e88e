"""Texts that programs trip over, in every field that takes text (docs/limits.md)."""

import json
from urllib.parse import quote

import httpx2
import pytest

from conftest import Headers
from support.free_text import (
    BLOCKS,
    LINES,
    READ,
    SAMPLES,
    Sample,
    TextField,
    query_texts,
    text_fields,
)
from support.objects import GUEST, Maker
from support.operations import Operation
from taskora_api.settings import Settings

FIELDS = text_fields()
QUERIES = query_texts()
# Their answers do not have the fields of their requests.
ANSWERED_WITH_MORE = {"changeTasks", "splitSeries"}
KEPT = [field for field in FIELDS if field.is_among(LINES) or field.is_among(BLOCKS)]


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """With a kind of channel that needs no server of the installation's own."""
    return settings.model_copy(update={"delivery_webhooks": True})


def _field(field: TextField) -> str:
    return field.name


def _query(each: object) -> str:
    return str(getattr(each, "name", each))


def _sample(sample: Sample) -> str:
    return sample.name


def test_it_is_said_of_every_text_of_a_body_what_is_done_with_it() -> None:
    unknown = [
        field.name
        for field in FIELDS
        if not any(field.is_among(known) for known in (LINES, BLOCKS, READ))
    ]
    assert unknown == []
    assert len(FIELDS) > 30
    assert len(QUERIES) > 5


@pytest.mark.parametrize("field", FIELDS, ids=_field)
async def test_a_text_is_kept_as_is_written_down_or_refused_by_the_name_of_its_field(
    client: httpx2.AsyncClient, headers: Headers, person: str, field: TextField
) -> None:
    signed_in, operation = headers(person), field.operation
    made = await Maker(client, signed_in, headers(GUEST)).make(operation.name, operation.path)
    kept = 0
    for sample in SAMPLES:
        body = field.put_into((operation.body or {}) | made.body, sample.text)
        answer = await client.request(
            operation.method,
            operation.url(made.id, **made.others),
            # A lone surrogate can be written as an escape alone.
            content=json.dumps(body, ensure_ascii=True),
            headers=signed_in | {"Content-Type": "application/json"},
        )
        assert answer.status_code < 500, (sample.name, answer.text)
        expected = sample.line if field.is_among(LINES) else sample.block
        if expected is None:
            assert answer.status_code == 422, (sample.name, answer.text)
            path = ".".join(field.steps).replace("[]", "0")
            assert [each["path"] for each in answer.json()["fields"]] == [path], sample.name
        elif answer.is_success and not field.is_among(READ):
            kept += field.find_in(answer.json()) == expected
            assert field.find_in(answer.json()) in {expected, None}, sample.name
    if (
        field in KEPT
        and operation.name not in ANSWERED_WITH_MORE
        and field.steps != ("memberName",)
    ):
        assert kept > 0


@pytest.mark.parametrize("sample", SAMPLES, ids=_sample)
@pytest.mark.parametrize(
    ("operation", "name"), QUERIES, ids=lambda each: getattr(each, "name", each)
)
async def test_a_text_in_a_query_breaks_nothing(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    operation: Operation,
    name: str,
    sample: Sample,
) -> None:
    written = quote(sample.text[:1000].encode("utf-8", "surrogatepass"))
    answer = await client.request(
        operation.method,
        f"{operation.url()}?{name}={written}",
        content=operation.file,
        headers=signed_in,
    )
    assert answer.status_code < 500, answer.text
    assert answer.is_success or answer.status_code in {404, 422}, answer.text


async def test_a_body_that_is_no_text_in_utf_8_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    for content in (b'{"title": "\xed\xa0\x80"}', b'{"title": "\xff"}', b"\xfe\xff\x00{"):
        answer = await client.post(
            "/api/v1/tasks",
            content=content,
            headers=signed_in | {"Content-Type": "application/json"},
        )
        assert answer.status_code in {400, 422}, answer.text
        assert answer.json()["requestId"]


async def test_two_ways_to_write_a_letter_stay_two_and_a_search_finds_what_is_written(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    for title in ("caf\u00e9", "cafe\u0301"):
        await client.post("/api/v1/tasks", json={"title": title}, headers=signed_in)
    items = (await client.get("/api/v1/tasks", headers=signed_in)).json()["items"]
    assert {task["title"] for task in items} == {"caf\u00e9", "cafe\u0301"}
