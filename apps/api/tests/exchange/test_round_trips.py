"""What a format keeps comes back from its file, exactly; what it loses is what it says."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, find, given, note, settings
from hypothesis import strategies as st

from support.examples import examples
from support.exchange import CONTEXT, IDS, NOW, PEOPLES_ZONES, documents
from taskora_api.exchange.assembling import Action
from taskora_api.exchange.detecting import detect
from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.exchange.exporting import FORMATS, export_file, kept_by
from taskora_api.exchange.importing import import_file
from taskora_api.exchange.losses.loss import without

pytestmark = pytest.mark.long

LOSSES = [
    pytest.param(source, number, id=f"{source}: {loss.what[:40]}")
    for source, each in FORMATS.items()
    for number, loss in enumerate(each.losses)
]


def _there_and_back(source: Source, document: TaskDocument, zone: str | None) -> TaskDocument:
    content = b"".join(export_file(source, document, NOW))
    read = import_file(content, replace(CONTEXT, zone=zone), source=source)
    refused = [each for each in read.verdicts if each.action not in {Action.CREATE, Action.SKIP}]
    assert refused == []
    assert [each.remarks for each in read.verdicts if each.remarks] == []
    return IDS[source](read.document, NOW) if source in IDS else read.document


# A document takes far longer to make up than to write and read, so each is tried in every format;
# the note of a failure has the format.
@settings(max_examples=examples(100), deadline=None)
@given(document=documents(), zone=st.sampled_from(PEOPLES_ZONES))
def test_an_export_that_is_imported_gives_what_the_format_keeps(
    document: TaskDocument, zone: str | None
) -> None:
    for source in FORMATS:
        note(f"format: {source}")
        assert _there_and_back(source, document, zone) == kept_by(source, document, NOW)


@settings(max_examples=examples(25), deadline=None)
@given(document=documents())
def test_what_is_kept_is_kept_again(document: TaskDocument) -> None:
    for source in FORMATS:
        note(f"format: {source}")
        kept = kept_by(source, document, NOW)
        assert kept_by(source, kept, NOW) == kept


@settings(max_examples=examples(25), deadline=None)
@given(document=documents(), zone=st.sampled_from(PEOPLES_ZONES))
def test_our_own_formats_lose_nothing(document: TaskDocument, zone: str | None) -> None:
    for source in (Source.TASKORA_JSON, Source.TASKORA_CSV):
        note(f"format: {source}")
        assert _there_and_back(source, document, zone) == document


@settings(max_examples=examples(25), deadline=None)
@given(document=documents(), name=st.sampled_from(["", "tasks", "export.bin"]))
def test_an_export_is_known_by_its_content(document: TaskDocument, name: str) -> None:
    for source in FORMATS:
        note(f"format: {source}")
        if kept_by(source, document, NOW).tasks:
            assert detect(name, b"".join(export_file(source, document, NOW))) == source


def _open_and_together(document: TaskDocument) -> TaskDocument:
    """Let all tasks be open and in no project: hardly any that are deep are so by chance."""
    open_ones = (
        replace(task, completed_at=None, project_id=None, section_id=None)
        for task in document.tasks
    )
    return replace(document, tasks=tuple(open_ones))


_some = documents() | documents().map(_open_and_together)


@cache
def _made_up() -> list[TaskDocument]:
    """Make up documents once, in which nearly every loss has something to take away."""
    made: list[TaskDocument] = []

    @settings(max_examples=80, phases=[Phase.generate])
    @given(document=_some)
    def keep(document: TaskDocument) -> None:
        made.append(document)

    keep()
    return made


@pytest.mark.parametrize(("source", "number"), LOSSES)
def test_each_loss_takes_something_away(source: Source, number: int) -> None:
    losses = FORMATS[source].losses

    def is_changed(document: TaskDocument) -> bool:
        before = without(losses[:number], document, NOW)
        return losses[number].step(before, NOW) != before

    if not any(map(is_changed, _made_up())):
        # Any example will do, so none is made smaller; without one this raises an error.
        find(_some, is_changed, settings=settings(max_examples=3000, phases=[Phase.generate]))
