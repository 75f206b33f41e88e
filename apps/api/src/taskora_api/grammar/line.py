"""Reads a line as typed: what there is to do, when, and which words said so."""

from collections.abc import Mapping
from typing import Any

from taskora_api.grammar.body import find_body
from taskora_api.grammar.claims import Claim
from taskora_api.grammar.context import Context, read_context
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.reader import read_claims
from taskora_api.grammar.reminders import find_joint
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.titles import joined, title_around, whole_title, without_quotes
from taskora_api.grammar.tokens import tokenise


def parse_line(text: str, context: Mapping[str, Any], language: str = "en") -> dict[str, Any]:
    """Read a line to plain JSON: its title, what is claimed of it, and what the claims say.

    Every word ends up in the title or in a claim, and the title of a line with words is never
    empty. Places count code points. `context` is as `read_context` takes it.
    """
    return read_line(text, read_context(context), language)


def read_line(text: str, context: Context, language: str = "en") -> dict[str, Any]:
    """Read a line, as `parse_line` does."""
    tokens = tokenise(text)
    if not tokens:
        return {"title": whole_title(text), "claims": []}
    body = find_body(text, tokens, load_language(language))
    joints = body.line.lists["reminder_joints"] if body.is_reminder else frozenset[str]()
    reading = read_claims(body.line, context, joints, is_command=bool(body.commands))
    claims = reading.claims
    joint = find_joint(body.line, claims) if body.is_reminder else None
    title = _title(body.line, claims, joint)
    commands = [*body.commands, *([joint] if joint else [])]
    written = [claim.as_json(body.line) for claim in claims]
    written += [_command(start, end) for start, end in commands]
    written.sort(key=lambda each: int(each["start"]))
    return {"title": title, **reading.fields, "claims": written}


def _command(start: int, end: int) -> dict[str, Any]:
    return {"kind": "command", "start": start, "end": end, "reading": None, "others": []}


def _title(line: Sentence, claims: list[Claim], joint: tuple[int, int] | None) -> str:
    text, start, end = line.text, line.tokens[0].start, line.tokens[-1].end
    spans = [claim.span(line) for claim in claims]
    if joint is not None:
        # The time of a reminder is said before what there is to do, and reads well after it.
        before = [span for span in spans if span[0] < joint[0]]
        after = [span for span in spans if span[0] >= joint[1]]
        pieces = [title_around(text, joint[1], end, after)]
        at = start
        for begin, stop in [*before, (joint[0], joint[0])]:
            pieces.append(text[at:begin])
            at = stop
        return without_quotes(joined(" ".join(piece.split(" ")) for piece in pieces))
    if spans:
        return without_quotes(title_around(text, start, end, spans))
    return without_quotes(whole_title(text[start:end]))
