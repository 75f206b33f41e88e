"""Copies of this process: each does one thing, and hands its answer back."""

import os
import pickle
import resource
import select
import signal
import time
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

Answer = TypeVar("Answer")


class TimeIsOverError(Exception):
    """A copy did not end within its time."""


class NoAnswerError(Exception):
    """A copy ended without an answer."""


def in_a_copy(work: Callable[[], Answer], processor_seconds: int, seconds: float) -> Answer:
    """Do something in a copy of this process, which is ended after its time.

    The first limit is of the processor's time, so that a busy machine makes no difference; the
    second ends what waits for something that never comes.

    Raises:
        TimeIsOverError: it took longer.
        NoAnswerError: it ended by itself.
        Exception: what the work raised.
    """
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        _answer(work, processor_seconds, writing)
    os.close(writing)
    answer = _read_all(reading, time.monotonic() + seconds)
    os.close(reading)
    if answer is None:
        os.killpg(copy, signal.SIGKILL)
    _, status = os.waitpid(copy, 0)
    if answer is None or os.WIFSIGNALED(status):
        raise TimeIsOverError
    if not answer:
        raise NoAnswerError
    found: Answer | Exception = pickle.loads(answer)  # noqa: S301 - this program wrote it.
    if isinstance(found, Exception):
        raise found
    return found


def _answer(work: Callable[[], Any], processor_seconds: int, writing: int) -> NoReturn:
    """Be the copy. Nothing of what it was copied from runs on, whatever happens."""
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 1))
        try:
            answer = work()
        except Exception as error:
            answer = error
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
    finally:
        os._exit(0)


def _read_all(reading: int, deadline: float) -> bytes | None:
    """Read until the other end is closed; None after the deadline."""
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([reading], [], [], left)
        if ready:
            part = os.read(reading, 1 << 16)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None
