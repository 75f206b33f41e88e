"""The measurement of streams of events measures: a short form of it, whatever it takes."""

import pytest

from bench_events import FOLLOWERS, measure

MIN_RETRY_SECONDS = 2

pytestmark = pytest.mark.long


async def test_every_change_has_arrived_by_every_client_at_the_other_service(
    server_url: str,
) -> None:
    """The long form is `nx run api:bench-events`."""
    figures = await measure(server_url, streams=FOLLOWERS + 15, seconds=0.5)
    assert figures.streams == FOLLOWERS + 15
    assert figures.changes > 0
    assert figures.received == figures.changes * FOLLOWERS
    assert figures.memory_before > 0
    rollout = figures.rollout
    assert rollout.streams == rollout.ended_with_bye == rollout.came_back == figures.streams
    assert rollout.exit_code == 0
    # Nobody comes back at once, or with all others.
    assert rollout.first_back_in_seconds >= MIN_RETRY_SECONDS
    assert rollout.fullest_slot < rollout.streams
