"""The grammar of filters, and the parser that lark makes of it."""

from lark import Lark

from taskora_api.filters.vocabulary import DAY_NAMES, OPTIONAL_NAMES

SHORTHANDS = ("overdue", "today", "tomorrow", "done")
KEYWORDS = frozenset({*SHORTHANDS, "and", "or", "not", "no"})

_COMPARED = r"\s*(?::|!=|[<>=])"
_ENDS = r"(?=[\s()&|!]|$)"
_STOP = r'\s"“”()&|,<>='


def _any(names: frozenset[str] | tuple[str, ...]) -> str:
    # ASCII alone: where the case of all letters is ignored, a dotless i is an "i" as well.
    return f"(?ai:{'|'.join(sorted(names, key=lambda name: (-len(name), name)))})"


# A field is what stands before a comparison, so it may be any text elsewhere. A day may have
# spaces around the sign of its shift: read without them, `due < today + 7d` would be something
# else than what was meant, and nothing would say so.
_GRAMMAR = rf"""
start: disjunction?
?disjunction: conjunction (_OR conjunction)*
?conjunction: opposite (_AND? opposite)*
?opposite: _NOT opposite -> inverse
    | atom
?atom: "(" disjunction ")"
    | DAY_FIELD COMPARISON DAY ("," DAY)* -> comparison
    | FIELD COMPARISON _value ("," _value)* -> comparison
    | ABSENT -> absent
    | SHORTHAND -> shorthand
    | (QUOTED | PLAIN) -> text
_value: VALUE | QUOTED

DAY_FIELD.5: /{_any(DAY_NAMES)}(?={_COMPARED})/
FIELD.4: /[^\W\d][\w-]*(?={_COMPARED})/
ABSENT.4: /(?ai:no)\s+{_any(OPTIONAL_NAMES)}{_ENDS}(?!{_COMPARED})/
SHORTHAND.3: /{_any(SHORTHANDS)}{_ENDS}/
_AND.3: /&&?|(?ai:and){_ENDS}/
_OR.3: /\|\|?|(?ai:or){_ENDS}/
_NOT.3: /!|-(?=\S)|(?ai:not){_ENDS}/
COMPARISON: /:?[<>]=?|:|!=|=/
DAY: /[^{_STOP}!:]+(?:\s*\+\s*[^{_STOP}!:]+|\s+-\s*\d[^{_STOP}!:]*)*/
VALUE: /[^{_STOP}]+/
QUOTED: /"(?:[^"\\]|\\.)*"|“[^”]*”/s
PLAIN.-1: /[^{_STOP}!:][^{_STOP}:]*/

%ignore /\s+/
"""

PARSER = Lark(_GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=False)

# What each terminal is for a person. Those that are not here can only stand beside one that is.
EXPECTED = {
    "PLAIN": "a term such as due:today, tag:home or a text",
    "_AND": "&",
    "_OR": "|",
    "RPAR": ")",
    "COMMA": "another value after a comma",
    "COMPARISON": "a comparison: : = != < <= > >=",
    "DAY": "a day such as today, +7d, week or 2026-12-24",
    "VALUE": "a value",
    "$END": "the end",
}
