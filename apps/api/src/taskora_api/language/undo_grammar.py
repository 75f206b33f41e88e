"""Reads requests to undo a change, and to redo it."""

import re

from taskora_api.language.intents import Redo, Undo
from taskora_api.language.words import NUMBER_BY_WORD, any_of, count_of

_IT = r"(?:it|that|this|them|those|these|everything)"
_LAST = (
    r"(?:(?:the|your|my|that)\s+)?(?:last|latest|previous)"
    r"(?:\s+(?:change|one|thing|action|step|edit))?"
)
_ACTION = (
    r"(?:adding|completing|deleting|removing|moving|renaming|reopening|postponing"
    r"|(?:the\s+)?(?:deletion|completion|removal|move|renaming|change)\s+(?:of|to))"
)
_PLAIN = re.compile(
    rf"(?:undo|revert|reverse|roll\s*back|unde?lete|restore|recover)(?:\s+(?:{_IT}|{_LAST}))?"
    rf"|(?:undo|restore|revert|recover|bring\s+back)\s+(?:what\s+(?:you|i)\s+(?:just\s+)?"
    rf"(?:did|deleted|changed)|(?:the|your|my|that)\s+(?:last\s+)?(?:change|deletion|completion|move|"
    rf"renaming|rename|addition)|(?:the\s+)?(?:tasks?|one|ones)\s+(?:that\s+)?(?:i|you)\s+"
    rf"(?:have\s+)?(?:just\s+)?(?:deleted|removed|completed|changed|moved))"
    rf"|(?:bring|put|get|take|give\s+me|i\s+want|change|turn|move|set)\s+{_IT}\s+(?:all\s+)?back"
    rf"|(?:bring|take|get|put)\s+back\s+{_IT}"
    r"|go\s+back|step\s+back|ctrl\s*\+?\s*z",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"(?:no,?\s+)?(?:that|this|it)(?:['\u2019]s|\s+was|\s+is)\s+(?:all\s+)?(?:wrong|a\s+mistake|"
    r"an\s+(?:accident|error)|not\s+(?:right|what\s+i\s+(?:meant|wanted|asked(?:\s+for)?|said)))"
    r"|(?:o+ps|whoops|woops)(?:[,!.\s]+(?:that\s+was\s+wrong|wrong(?:\s+one)?|sorry|undo.*))?"
    r"|wrong(?:\s+(?:one|task))?"
    r"|i\s+(?:did\s*n['\u2019]?t|did\s+not)\s+(?:mean|want)(?:\s+(?:that|it|this|to|to\s+do\s+that))?"
    r"|i\s+made\s+a\s+mistake|by\s+mistake|my\s+mistake",
    re.IGNORECASE,
)
_NAMED = (
    re.compile(
        r"(?:restore|undelete|recover|revive|(?:bring|get|put)\s+back|undo)\s+(?P<ref>.+)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:bring|get|put|give\s+me|i\s+want)\s+(?P<ref>.+?)\s+back", re.IGNORECASE),
)
_OF_ACTION = re.compile(rf"{_ACTION}\s+", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"(?:undo|revert|take\s+back)\s+(?:(?:the|my|your)\s+)?(?:last|latest|previous)\s+"
    rf"(?P<count>\d{{1,2}}|{any_of(NUMBER_BY_WORD)})(?:\s+(?:changes|things|actions|steps|ones))?"
    r"|(?:undo|revert)\s+(?:everything|all|all\s+of\s+(?:it|that)|all\s+changes|it\s+all)",
    re.IGNORECASE | re.ASCII,
)
_REDO = re.compile(
    rf"redo(?:\s+{_IT})?|undo\s+(?:the|that|your)\s+undo|do\s+(?:it|that)\s+again|reapply\s+{_IT}"
    rf"|redo\s+{_LAST}",
    re.IGNORECASE,
)


def parse_undo(text: str) -> Undo | Redo | None:
    """Read a request to undo or redo a change; None when it is not one."""
    if _REDO.fullmatch(text):
        return Redo()
    several = _SEVERAL.fullmatch(text)
    if several is not None:
        return Undo(count=count_of(several["count"]) if several["count"] else 0)
    if _PLAIN.fullmatch(text):
        return Undo()
    if _COMPLAINT.fullmatch(text):
        return Undo(is_complaint=True)
    for pattern in _NAMED:
        match = pattern.fullmatch(text)
        if match is not None:
            reference = _OF_ACTION.sub("", match["ref"], count=1)
            return Undo() if re.fullmatch(_IT, reference, re.IGNORECASE) else Undo(reference)
    return None
