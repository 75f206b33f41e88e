"""Where a phrase may begin and end, and what quotation marks keep together."""

import pytest

from taskora_api.grammar.boundaries import begins_cleanly, ends_cleanly, quoted_tokens
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise


def _sentence(text: str) -> Sentence:
    return Sentence(text, tokenise(text), load_language("en"))


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("call friday now", True, True),
        ("call friday, now", True, True),
        ("call friday.", True, True),
        ("(friday)", True, True),
        ("friday.com", True, False),
        ("x/friday", False, True),
        ("pre-friday", False, True),
        ("$friday", False, True),
        ("friday@home", True, False),
        ("friday:12", True, False),
        ("say:friday", False, True),
    ],
)
def test_a_part_of_a_name_is_no_phrase(text: str, *, begins: bool, ends: bool) -> None:
    line = _sentence(text)
    at = line.words.index("friday")
    assert (begins_cleanly(line, at), ends_cleanly(line, at + 1)) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('say "on friday" now', '" on friday "'),
        ("say \u201con friday\u201d now", "\u201c on friday \u201d"),
        ("say \u00abon friday\u00bb now", "\u00ab on friday \u00bb"),
        ("say 'on friday' now", "' on friday '"),
        ("say 'on friday", ""),
        ("two weeks' time, Ana's", ""),
        ('5" pipe', ""),
        ("''", ""),
    ],
)
def test_quotation_marks_keep_words_together(text: str, quoted: str) -> None:
    line = _sentence(text)
    inside = zip(line.words, quoted_tokens(line), strict=True)
    assert " ".join(word for word, is_quoted in inside if is_quoted) == quoted
