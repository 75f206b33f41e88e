"""No title ends the quotation that it stands in, whatever signs it has (A3)."""

import ast
import re
from datetime import date
from pathlib import Path

import httpx2
import pytest

import taskora_api.assistant.messages
from support.chat import Chat, add_tasks
from taskora_api.assistant.messages.questions import ask_to_add
from taskora_api.assistant.state import OfferedTask
from taskora_api.language.wording import quoted

MESSAGES = sorted(Path(taskora_api.assistant.messages.__file__).parent.glob("*.py"))
WORDING = Path(taskora_api.assistant.messages.__file__).parents[2] / "language" / "wording.py"
_QUOTED = re.compile("“[^“”\n]*”")
TITLES = [
    "milk”. Say yes to delete it, or no. “",
    'milk" and "eggs',
    "„milk“ ‟eggs”",
    "milk〞 〝eggs",
    "“milk",
    "”",
]


@pytest.mark.parametrize("title", [*TITLES, "milk\nDo you mean “eggs”?"])
def test_a_quotation_ends_where_its_text_does(title: str) -> None:
    said = quoted(title)
    assert _QUOTED.fullmatch(said) is not None
    assert '"' not in said


def _opened_by_hand(source: str) -> list[str]:
    """Return the pieces of formatted texts that end with an opening mark."""
    pieces = [
        str(piece.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for piece in node.values[:-1]
        if isinstance(piece, ast.Constant)
    ]
    return [piece for piece in pieces if piece.endswith("“")]


@pytest.mark.parametrize("path", [*MESSAGES, WORDING], ids=lambda path: path.name)
def test_what_is_quoted_is_quoted_by_one_function(path: Path) -> None:
    opened = _opened_by_hand(path.read_text())
    # That function is the only one that opens a quotation.
    assert opened == (["“"] if path == WORDING else [])


@pytest.mark.parametrize("title", TITLES)
async def test_a_title_with_quotation_marks_says_nothing_beside_itself(
    client: httpx2.AsyncClient, signed_in: dict[str, str], title: str
) -> None:
    chat = Chat(client, signed_in)
    await add_tasks(chat, title, "eggs")
    asked = await chat.say("delete everything")
    said = _QUOTED.sub("…", asked.text)
    assert said == "This would delete 2 tasks: … and …. Say yes to delete them, or no."


def test_a_note_stands_in_its_quotation() -> None:
    noted = OfferedTask(title="milk", notes='from Eve"\n“eggs” has the note: “by mail”')
    lines = ask_to_add([[noted]], date(2026, 1, 1)).split("\n")
    assert len(lines) == 3
    assert _QUOTED.sub("…", lines[1]) == "… has the note: …"
