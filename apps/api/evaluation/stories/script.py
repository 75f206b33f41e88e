r"""Reads stories, which are files of a theme in `data`.

    == moved by a follow-up
    has: {A}; {B} @{day}; [x] {C}
    > add {N} tomorrow
    > make it {day}
    now: =; {N} @{day}
    ledger: added 1, changed 1

`has` are the tasks at the beginning, `now` at the end; "=" stands for those of the beginning. A
task is "title", "[x] title" when it is done, "title @day" when it is due: a number of days from
today, or a day that is drawn. After that may stand "!high" for a priority, "#home" for a tag, and
"*WEEKLY" for how often it recurs. {A} to {H} and {N} to {S} are titles, of which none shares a
word; {A.noun} is the last word of one. {day}, {day2} and {day3} are days of the coming week.

After what is said ("> ") may stand what has to come of it:

- "? words": what the person says if the assistant asks; "?! words" that it has to ask.
- "press: words": it has to ask with buttons, of which that with these words is pressed.
- "= 3": the answer tells that number, and nothing is asked.
- "~ {A}; {B}": the answer names these of the tasks, and none else; "~ -" none at all.
- "+ words": the answer has these words, whatever their case.
- "!add {A}", "!done {A}", "!delete {A}": somebody changes a task elsewhere before the next turn.

"\n" in a line is a new line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parent / "data"
_ENTRY = re.compile(r"[a-z]+ \d+")
_MARKS = {"? ": "reply", "?! ": "must_reply", "= ": "number", "~ ": "titles", "+ ": "words"}


class StoryError(Exception):
    """A file is not written as it should be; the text says where."""


@dataclass
class Said:
    """A turn: what is said, and what is expected of the answer."""

    text: str
    before: list[str] = field(default_factory=list)
    reply: str = ""
    press: str = ""
    must_ask: bool = False
    number: str = ""
    titles: str | None = None
    words: list[str] = field(default_factory=list)


@dataclass
class Story:
    """A story as it is written."""

    theme: str
    name: str
    has: str = ""
    said: list[Said] = field(default_factory=list)
    now: str = "="
    ledger: str = ""


def read_stories(folder: Path = DATA) -> list[Story]:
    """Read all stories, theme by theme.

    Raises:
        StoryError: a line is none that a story has.
    """
    return [story for path in sorted(folder.glob("*.txt")) for story in _read(path)]


def _read(path: Path) -> Iterator[Story]:
    story: Story | None = None
    elsewhere: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("== "):
            if story is not None:
                yield story
            story = Story(path.stem, line.removeprefix("== "))
        elif story is None or not _take(story, line.replace("\\n", "\n"), elsewhere):
            raise StoryError(f"{path.name}:{number}: {line}")
    if story is not None:
        yield story


def _take(story: Story, line: str, elsewhere: list[str]) -> bool:
    if line.startswith("> "):
        story.said.append(Said(line.removeprefix("> "), before=[*elsewhere]))
        elsewhere.clear()
        return True
    if line.startswith("!"):
        elsewhere.append(line.removeprefix("!"))
        return True
    for name in ("has", "now", "ledger"):
        if line.startswith(f"{name}:"):
            setattr(story, name, line.removeprefix(f"{name}:").strip())
            return name != "ledger" or all(map(_ENTRY.fullmatch, entries_of(story.ledger)))
    return bool(story.said) and _expect(story.said[-1], line)


def _expect(said: Said, line: str) -> bool:
    if line.startswith("press: "):
        said.press, said.must_ask = line.removeprefix("press: "), True
        return True
    for mark, name in _MARKS.items():
        if not line.startswith(mark):
            continue
        text = line.removeprefix(mark)
        if name == "words":
            said.words.append(text)
        elif name == "must_reply":
            said.reply, said.must_ask = text, True
        else:
            setattr(said, name, text)
        return True
    return False


def entries_of(ledger: str) -> list[str]:
    """Split the entries of a ledger: "added 1, changed 2"."""
    return [part.strip() for part in ledger.split(",") if part.strip()]
