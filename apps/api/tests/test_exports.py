"""Spaces as files over HTTP: what comes out comes in again, up to what the format loses."""

import asyncio
from dataclasses import fields, replace
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import Headers
from support.examples import IS_LONG
from support.exchange import CONTEXT, NOW, PEOPLES_ZONES, documents
from support.household import SharedSpace
from support.tasks import Tasks
from taskora_api.exchange.documents import Kind, Source, TaskDocument
from taskora_api.exchange.exporting import FORMATS, export_file, kept_by
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.losses.numbering import numbered
from taskora_api.exchange.ordering import in_tree_order
from taskora_api.exchange.parts import parts_of
from taskora_api.http.exports import MEDIA_TYPES

pytestmark = pytest.mark.long

EXPORTS = "/api/v1/exports"
IMPORTS = "/api/v1/imports"
Json = dict[str, Any]
# What a file does not say is filled in by the import.
FILLED = ("created_at", "updated_at", "completed_at", "author")


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


@pytest.mark.parametrize("source", FORMATS)
async def test_an_export_is_a_file_with_its_type_and_name(tasks: Tasks, source: Source) -> None:
    await tasks.add("buy milk")
    answer = await tasks.client.get(EXPORTS, params={"format": source}, headers=tasks.headers)
    known = FORMATS[source]
    assert answer.headers["content-type"].split(";")[0] == known.media_type
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="taskora-')
    assert disposition.endswith(f'.{known.extension}"')
    read = import_file(answer.content, CONTEXT, source=source)
    assert [task.title for task in read.document.tasks] == ["buy milk"]


def test_the_document_has_the_types_of_all_formats() -> None:
    assert set(MEDIA_TYPES) == {each.media_type for each in FORMATS.values()}


async def test_the_formats_say_what_they_lose(tasks: Tasks) -> None:
    answer = await tasks.client.get(f"{EXPORTS}/formats", headers=tasks.headers)
    listed = {each["format"]: each for each in answer.json()["items"]}
    assert listed.keys() == {source.value for source in FORMATS}
    for source, known in FORMATS.items():
        losses = [(each["what"], each["why"]) for each in listed[source]["losses"]]
        assert losses == [(loss.what, loss.why) for loss in known.losses]


async def test_a_format_that_is_only_read_is_none_to_export_to(tasks: Tasks) -> None:
    query = {"format": "vikunja"}
    answer = await tasks.client.get(EXPORTS, params=query, headers=tasks.headers)
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["path"] == "format"


class Spaces:
    """Spaces of one person, filled from files and read as files, from a thread beside the loop."""

    def __init__(
        self, space: SharedSpace, headers: dict[str, str], loop: asyncio.AbstractEventLoop
    ) -> None:
        self._space = space
        self._headers = headers
        self._loop = loop

    def new(self) -> str:
        """Make a space."""
        return str(self._run(SharedSpace.make(self._space)).id)

    def fill(
        self, space: str, source: Source, content: bytes, zone: str | None = None
    ) -> list[Json]:
        """Import a file for a person in a zone, and give the rows."""
        query = {"spaceId": space, "source": source.value}
        query |= {} if zone is None else {"timeZone": zone}
        sent = self._space.client.post(
            IMPORTS, params=query, content=content, headers=self._headers
        )
        answer = self._run(sent)
        assert answer.status_code == 200, answer.text
        rows: list[Json] = answer.json()["rows"]
        return rows

    def file(self, space: str, source: Source) -> bytes:
        """Export a space."""
        query = {"spaceId": space, "format": source.value}
        read = self._space.client.get(EXPORTS, params=query, headers=self._headers)
        content: bytes = self._run(read).content
        return content

    def document(self, space: str) -> TaskDocument:
        """What is in a space."""
        content = self.file(space, Source.TASKORA_JSON)
        return import_file(content, CONTEXT, source=Source.TASKORA_JSON).document

    def _run(self, work: Any) -> Any:  # noqa: ANN401 - any work.
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)


def _comparable(document: TaskDocument, like: TaskDocument) -> TaskDocument:
    """Name things by their order, and leave out what was filled in for the other one."""
    ordered = in_tree_order(document)
    model = parts_of(in_tree_order(like))
    parts: dict[str, Any] = {}
    for kind, things in parts_of(ordered).items():
        pairs = zip(things, model[kind], strict=False)
        parts[f"{kind}s"] = tuple(_without_filled(each, other) for each, other in pairs)
        parts[f"{kind}s"] += tuple(things[len(model[kind]) :])
    return numbered(*Kind)(replace(ordered, **parts), NOW)


def _without_filled(thing: Any, other: Any) -> Any:  # noqa: ANN401 - one of six types.
    names = {each.name for each in fields(thing)}
    filled = [name for name in FILLED if name in names]
    empty = {name: None for name in filled if getattr(other, name) is None}
    is_completed_then = getattr(other, "completed_at", None) == NOW
    return replace(thing, **empty | ({"completed_at": NOW} if is_completed_then else {}))


def _said(document: TaskDocument, like: TaskDocument) -> TaskDocument:
    """What a space keeps of a document, whoever imports it: `like` says where a rule was fitted.

    Nobody is a member but who imports, and nothing reminds.
    """
    fitted = {
        number
        for number, task in enumerate(in_tree_order(like).tasks)
        if task.recurrence is not None
    }
    ordered = in_tree_order(document)
    tasks = tuple(
        replace(task, assignee=None, recurrence=None)
        if number not in fitted
        else replace(task, assignee=None, recurrence=None, due_on=None)
        for number, task in enumerate(ordered.tasks)
    )
    ranks = {task.source_id: number for number, task in enumerate(tasks)}
    # A space has them in the order of their times, which not all of a file have.
    comments = sorted(
        (replace(each, author=None, created_at=None, source_id="") for each in ordered.comments),
        key=lambda each: (ranks[each.task_id], each.text, str(each.edited_at)),
    )
    return replace(ordered, tasks=tasks, comments=tuple(comments), relations=(), reminders=())


@pytest.mark.hypothesis
@pytest.mark.parametrize("source", FORMATS)
async def test_what_a_space_has_comes_back_from_its_file_up_to_the_losses(
    client: httpx2.AsyncClient, headers: Headers, source: Source
) -> None:
    person = f"person-{uuid4().hex}"
    spaces = Spaces(
        SharedSpace(client, headers, person), headers(person), asyncio.get_running_loop()
    )

    # To make an example smaller takes minutes over HTTP.
    @settings(
        max_examples=12 if IS_LONG else 5,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(given_document=documents(), zone=st.sampled_from(PEOPLES_ZONES))
    def comes_back(given_document: TaskDocument, zone: str | None) -> None:
        first, second = spaces.new(), spaces.new()
        ours = b"".join(export_file(Source.TASKORA_JSON, given_document, NOW))
        spaces.fill(first, Source.TASKORA_JSON, ours, zone)
        there = spaces.document(first)
        said = _said(given_document, given_document)
        assert _comparable(_said(there, given_document), said) == _comparable(said, said)
        rows = spaces.fill(second, source, spaces.file(first, source), zone)
        assert [row for row in rows if row["action"] == "error"] == []
        kept = kept_by(source, there, NOW)
        back = spaces.document(second)
        assert _comparable(back, kept) == _comparable(kept, kept)

    await asyncio.to_thread(comes_back)
