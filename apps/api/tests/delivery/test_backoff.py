"""Attempts that fail come back later and later, never all at once, and not for ever."""

from datetime import timedelta

from taskora_api.delivery.backoff import ATTEMPTS_MAX, RETRY_AFTER_MAX_SECONDS, pause_after


def _seconds(attempts: int, jitter: float, asked: float | None = None) -> float:
    pause = pause_after(attempts, asked, lambda: jitter)
    assert pause is not None
    return pause.total_seconds()


def test_pauses_double_up_to_an_hour() -> None:
    assert [_seconds(each, 1) for each in range(1, ATTEMPTS_MAX)] == [
        *(20, 40, 80, 160, 320, 640, 1280)
    ]
    assert _seconds(ATTEMPTS_MAX - 1, 1) <= timedelta(hours=1).total_seconds()


def test_half_of_a_pause_is_drawn_at_random() -> None:
    assert (_seconds(3, 0), _seconds(3, 0.5), _seconds(3, 1)) == (40, 60, 80)


def test_a_receiver_may_ask_for_longer_and_not_for_days() -> None:
    assert _seconds(1, 0, 300) == 300
    assert _seconds(1, 0, 5) == 10
    assert _seconds(1, 0, 10**9) == RETRY_AFTER_MAX_SECONDS
    assert _seconds(1, 0, -5) == 10


def test_after_the_last_attempt_there_is_none() -> None:
    assert pause_after(ATTEMPTS_MAX) is None
