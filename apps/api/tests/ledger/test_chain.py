"""The chain of a ledger: its format never changes, and nothing of an entry can change unnoticed."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.ledger.chain import (
    BEGINNING,
    Content,
    Links,
    Sealed,
    SealedChange,
    Subject,
    content_digest,
    seal,
)
from taskora_api.ledger.entries import Entity

SPACE = UUID("5d0e8a0e-0000-8000-8000-000000000001")
TASK = UUID("5d0e8a0e-0000-8000-8000-000000000002")
CHANGE = SealedChange(
    id=UUID("5d0e8a0e-0000-8000-8000-000000000003"),
    member_id="ada",
    actor="web",
    tool="createTask",
    arguments={"title": "Milch für Zoë", "tags": []},
    undoes=None,
    created_at=datetime(2026, 11, 29, 12, 0, tzinfo=UTC),
)
SUBJECT = Subject(SPACE, "task", TASK)
CONTENT: tuple[dict[str, Any] | None, dict[str, Any] | None] = (
    None,
    {"title": "Milch für Zoë", "due_on": None},
)


def test_the_format_is_the_one_that_is_stored_already() -> None:
    first = seal(BEGINNING, CHANGE, SUBJECT, CONTENT)
    assert first.sequence == 1
    assert first.digest.hex() == "5745bddb873fb8be6934ac75ea79388fc28ba6143f6bdc55c861cce4bf2acdb9"
    assert first.hash.hex() == "32b3a564a555d2aef21669fc287a95c82b4d774a3c58959563728427dbed1eb7"


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (({"title": "Tea"}, {"title": "Milk"}), '[{"title":"Tea"},{"title":"Milk"}]'),
        ((None, {"title": "Milk"}), '[null,{"title":"Milk"}]'),
        (({"title": "Tea"}, None), '[{"title":"Tea"},null]'),
    ],
)
def test_the_content_is_digested_as_canonical_json(content: Content, written: str) -> None:
    assert content_digest(content) == hashlib.sha256(written.encode()).digest()


_texts = st.text(st.characters(exclude_categories=["Cs"]))
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
)
_changes = st.builds(
    SealedChange,
    id=st.uuids(),
    member_id=_texts,
    actor=_texts,
    tool=st.none() | _texts,
    arguments=st.none() | st.dictionaries(_texts, _json),
    undoes=st.none() | st.uuids(),
    created_at=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.timezones()),  # noqa: DTZ001
)


@given(
    change=_changes,
    subject=st.builds(Subject, st.uuids(), st.sampled_from(Entity), st.uuids()),
    head=st.builds(Sealed, st.integers(0, 2**53), st.binary(max_size=32), st.just(b"")),
)
def test_entries_that_are_sealed_together_have_the_same_places(
    change: SealedChange, subject: Subject, head: Sealed
) -> None:
    alone = seal(head, change, subject, CONTENT)
    links = Links(change, subject.space_id)
    assert links.seal(head, subject.entity, subject.entity_id, alone.digest) == alone


def test_neither_the_order_of_names_nor_the_zone_of_the_time_makes_a_difference() -> None:
    there = CHANGE.created_at.astimezone(timezone(timedelta(hours=9)))
    same = replace(CHANGE, created_at=there, arguments={"tags": [], "title": "Milch für Zoë"})
    content = (None, {"due_on": None, "title": "Milch für Zoë"})
    assert seal(BEGINNING, same, SUBJECT, content) == seal(BEGINNING, CHANGE, SUBJECT, CONTENT)


@pytest.mark.parametrize(
    "changed",
    [
        {"member_id": "bob"},
        {"actor": "chat"},
        {"tool": None},
        {"arguments": {}},
        {"undoes": TASK},
        {"created_at": CHANGE.created_at + timedelta(microseconds=1)},
        {"id": TASK},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_each_part_of_a_change_is_covered(changed: dict[str, Any]) -> None:
    other = replace(CHANGE, **changed)
    assert seal(BEGINNING, other, SUBJECT, CONTENT).hash != _hash(BEGINNING)


@pytest.mark.parametrize("part", range(3))
def test_what_an_entry_is_about_is_covered(part: int) -> None:
    values: list[Any] = [SPACE, "task", TASK]
    values[part] = "project" if part == 1 else CHANGE.id
    assert seal(BEGINNING, CHANGE, Subject(*values), CONTENT).hash != _hash(BEGINNING)


@pytest.mark.parametrize(
    "content", [(CONTENT[1], None), (None, {"title": "Milch"}), (CONTENT[1], CONTENT[1])]
)
def test_the_content_is_covered(content: Any) -> None:  # noqa: ANN401 - any pair.
    assert seal(BEGINNING, CHANGE, SUBJECT, content).hash != _hash(BEGINNING)


def test_all_that_came_before_is_covered() -> None:
    second = seal(BEGINNING, CHANGE, SUBJECT, CONTENT)
    assert seal(second, CHANGE, SUBJECT, CONTENT).hash != second.hash
    assert _hash(replace(second, sequence=5)) != _hash(second)


def _hash(head: Sealed) -> bytes:
    return seal(head, CHANGE, SUBJECT, CONTENT).hash


def test_what_json_has_no_number_for_is_never_sealed() -> None:
    """PostgreSQL would not keep it, and so could not give the same bytes again."""
    with pytest.raises(ValueError, match="JSON"):
        content_digest(({"duration": float("nan")}, None))
