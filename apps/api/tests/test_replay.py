"""A text that is still being written is followed without a loss (A3, N9)."""

from typing import Any
from uuid import uuid4

from taskora_api.assistant.recorder import MessageRecorder
from taskora_api.assistant.replay import Replay


def _texts(chunks: list[dict[str, Any]]) -> list[str]:
    return [chunk["delta"] for chunk in chunks if chunk["type"] == "text-delta"]


def _parts(recorder: MessageRecorder) -> list[dict[str, Any]]:
    """Return the parts as they are kept, which later chunks do not change."""
    return [dict(part) for part in recorder.parts]


def test_a_text_is_given_when_it_is_whole_and_what_follows_it_after_it() -> None:
    recorder, replayed = MessageRecorder(), Replay(uuid4())
    recorder.add({"type": "text-start", "id": "t"})
    recorder.add({"type": "text-delta", "id": "t", "delta": "Good "})
    recorder.add({"type": "data-tasks", "data": {"tasks": []}})
    assert [chunk["type"] for chunk in replayed.advance(_parts(recorder))] == ["start"]
    recorder.add({"type": "text-delta", "id": "t", "delta": "morning"})
    recorder.add({"type": "text-end", "id": "t"})
    chunks = list(replayed.advance(_parts(recorder)))
    assert _texts(chunks) == ["Good morning"]
    assert [chunk["type"] for chunk in chunks][-2:] == ["text-end", "data-tasks"]
    assert list(replayed.advance(_parts(recorder))) == []


def test_a_text_that_was_cut_off_is_given_at_the_end() -> None:
    recorder, replayed = MessageRecorder(), Replay(uuid4())
    recorder.add({"type": "text-start", "id": "t"})
    recorder.add({"type": "text-delta", "id": "t", "delta": "Good "})
    list(replayed.advance(_parts(recorder)))
    recorder.close()
    assert _texts(list(replayed.advance(_parts(recorder), is_whole=True))) == ["Good "]
