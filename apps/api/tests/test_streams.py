"""What one stream is informed of while it is opened, in every order that this can happen."""

from uuid import UUID, uuid4

import pytest

from taskora_api.ledger.known import Known
from taskora_api.sync.statements import Grown
from taskora_api.sync.streams import Event, Stream, Streams

MEMBER = "member"
HEAD = Known(5, 1)
LATER = Known(6, 2)


@pytest.fixture
def space_id() -> UUID:
    return uuid4()


@pytest.fixture
def streams() -> Streams:
    return Streams(most=3)


@pytest.fixture
def stream(streams: Streams) -> Stream:
    """One that is open, and is not about any space yet."""
    return streams.open(MEMBER)


def _grown(space_id: UUID, head: Known, *members: str) -> dict[UUID, Grown]:
    return {space_id: Grown(head, frozenset(members))}


def test_what_was_there_when_it_opened_is_not_news(
    streams: Streams, stream: Stream, space_id: UUID
) -> None:
    # The notification of the change that let the member in may be late.
    streams.inform(_grown(space_id, HEAD, MEMBER))
    streams.attach(stream, {space_id: HEAD}, None)
    assert list(stream.take()) == []
    streams.inform(_grown(space_id, HEAD, MEMBER))
    assert list(stream.take()) == []


def test_what_came_after_its_heads_were_read_is_said(
    streams: Streams, stream: Stream, space_id: UUID
) -> None:
    streams.inform(_grown(space_id, LATER, MEMBER))
    streams.attach(stream, {space_id: HEAD}, None)
    assert list(stream.take()) == [Event(space_id, LATER.sequence)]


def test_a_space_that_was_joined_after_its_heads_were_read_is_said(
    streams: Streams, stream: Stream, space_id: UUID
) -> None:
    streams.inform(_grown(space_id, HEAD, MEMBER))
    streams.attach(stream, {}, None)
    assert list(stream.take()) == [Event(space_id, HEAD.sequence)]


@pytest.mark.parametrize("is_informed_before", [False, True])
def test_one_that_goes_on_says_what_has_changed_since(
    streams: Streams, stream: Stream, space_id: UUID, is_informed_before: bool
) -> None:
    if is_informed_before:
        streams.inform(_grown(space_id, HEAD, MEMBER))
    streams.attach(stream, {space_id: HEAD}, {space_id: Known(3, 3)})
    assert list(stream.take()) == [Event(space_id, HEAD.sequence)]


def test_who_left_while_it_opened_learns_the_end_alone(
    streams: Streams, stream: Stream, space_id: UUID
) -> None:
    streams.inform(_grown(space_id, HEAD, MEMBER))
    streams.attach(stream, {space_id: HEAD}, None)
    streams.inform(_grown(space_id, LATER))
    assert list(stream.take()) == [Event(space_id, None)]
