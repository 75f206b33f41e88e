"""A text that is still being written is followed without a loss (A3, N9)."""

from typing import Any
from uuid import uuid4

import pytest

from taskora_api.assistant.recorder import MessageRecorder
from taskora_api.assistant.replay import OtherAnswerError, Replay


def _texts(chunks: list[dict[str, Any]]) -> list[str]:
    return [chunk["delta"] for chunk in chunks if chunk["type"] == "text-delta"]


def _parts(recorder: MessageRecorder) -> list[dict[str, Any]]:
    """Return the parts as they are kept, which later chunks do not change."""
    return [dict(part) for part in recorder.parts]


def test_a_text_is_given_as_it_grows_and_what_follows_it_when_it_comes() -> None:
    recorder, replayed = MessageRecorder(), Replay(uuid4())
    recorder.add({"type": "text-start", "id": "t"})
    recorder.add({"type": "text-delta", "id": "t", "delta": "Good "})
    recorder.add({"type": "data-tasks", "data": {"tasks": []}})
    chunks = list(replayed.advance(_parts(recorder)))
    assert [chunk["type"] for chunk in chunks][1:] == ["text-start", "text-delta", "data-tasks"]
    assert _texts(chunks) == ["Good "]
    recorder.add({"type": "text-delta", "id": "t", "delta": "morning"})
    recorder.add({"type": "text-end", "id": "t"})
    chunks = list(replayed.advance(_parts(recorder)))
    assert [chunk["type"] for chunk in chunks] == ["text-delta", "text-end"]
    assert _texts(chunks) == ["morning"]
    assert list(replayed.advance(_parts(recorder))) == []


def test_a_text_that_was_cut_off_ends_with_the_answer() -> None:
    recorder, replayed = MessageRecorder(), Replay(uuid4())
    recorder.add({"type": "text-start", "id": "t"})
    recorder.add({"type": "text-delta", "id": "t", "delta": "Good "})
    assert _texts(list(replayed.advance(_parts(recorder)))) == ["Good "]
    recorder.close()
    assert [chunk["type"] for chunk in replayed.advance(_parts(recorder))] == ["text-end"]


def _text(text: str, state: str = "streaming") -> dict[str, Any]:
    return {"type": "text", "text": text, "state": state}


def test_a_text_that_is_written_again_is_given_on_from_where_it_was() -> None:
    replayed = Replay(uuid4())
    list(replayed.advance([{"type": "step-start"}, _text("Good morning")]))
    assert list(replayed.advance([{"type": "step-start"}])) == []
    assert list(replayed.advance([{"type": "step-start"}, _text("Good ")])) == []
    whole = [{"type": "step-start"}, _text("Good morning, Ann", "done")]
    assert _texts(list(replayed.advance(whole))) == [", Ann"]


@pytest.mark.parametrize("parts", [[_text("Hello")], [{"type": "step-start"}]])
def test_an_answer_that_is_another_one_now_is_not_mixed_with_the_first(
    parts: list[dict[str, Any]],
) -> None:
    replayed = Replay(uuid4())
    list(replayed.advance([_text("Good ")]))
    with pytest.raises(OtherAnswerError):
        list(replayed.advance(parts))
