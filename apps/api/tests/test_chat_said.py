"""What comes of what people say, on conversations that were labelled by hand (A3).

A change that was not asked for is worse than a wish that was not understood, so every row must
come out as it is labelled.
"""

from pathlib import Path

import httpx2
import pytest

from support.chat import Chat
from support.said import Said, is_outcome, read_said, talk, tasks_of

ROWS = list(read_said(Path(__file__).parent / "data" / "conversations.tsv"))


def _name(said: Said) -> str:
    return " > ".join(said.messages)[:60]


@pytest.mark.parametrize("said", ROWS, ids=_name)
async def test_a_message_brings_what_it_says_and_nothing_else(
    client: httpx2.AsyncClient, signed_in: dict[str, str], said: Said
) -> None:
    chat = Chat(client, signed_in)
    answer = await talk(chat, said)
    tasks = await tasks_of(chat)
    assert any(is_outcome(said, outcome, answer, tasks) for outcome in said.outcomes), (
        said.tasks,
        said.messages,
        answer.text,
        tasks,
    )
