"""Reads questions whose answer is counted or chosen: "which day is fullest?", "what next?"."""

import re
from datetime import date

from taskora_api.language.dates import read_date
from taskora_api.language.intents import AskAbout, Topic
from taskora_api.language.list_grammar import read_filter
from taskora_api.language.periods import find_period, without
from taskora_api.language.task_filter import TaskFilter

_FLAGS = re.IGNORECASE | re.ASCII
_FULL = r"(?:fullest|busiest|heaviest|most\s+crowded|worst)"
_IS = r"(?:['\u2019]?s|\s+(?:is|are|was|were))"
_DAY = rf"(?:my\s+|the\s+)?(?:{_FULL}\s+day|day\s+(?:that\s+)?(?:is\s+)?(?:the\s+)?{_FULL})"
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern, _FLAGS))
    for topic, pattern in (
        (
            Topic.FULLEST_DAY,
            rf"(?:what|which){_IS}?\s+{_DAY}"
            rf"|(?:what|which)\s+day{_IS}\s+(?:the\s+)?{_FULL}"
            rf"|(?:on\s+)?(?:what|which)\s+day\s+(?:has|do\s+i\s+have)\s+(?:the\s+)?most(?:\s+tasks)?"
            rf"(?:\s+due)?|when\s+am\s+i\s+(?:the\s+)?busiest"
            rf"|how\s+(?:many|much)\s+(?:tasks\s+)?(?:are|is)?\s*(?:due\s+)?(?:there\s+)?on\s+{_DAY}",
        ),
        (
            Topic.NEXT,
            r"(?:and\s+|so\s+)?what(?:['\u2019]?s|\s+is|\s+comes|\s+do\s+i\s+do|"
            r"\s+(?:should|shall|can|must|could)\s+i\s+(?:do|work\s+on|start\s+with|tackle|begin\s+with))?"
            r"\s+(?:the\s+)?(?:next|first|now)(?:\s+(?:task|thing|one))?(?:\s+to\s+do)?"
            r"|what\s+(?:should|shall)\s+i\s+(?:start|begin)\s+with"
            r"|(?:show\s+me\s+|tell\s+me\s+)?(?:my|the)\s+next\s+(?:task|thing\s+to\s+do)|next\s+task",
        ),
        (
            Topic.OLDEST,
            r"(?:what|which\s+(?:one|task))(?:['\u2019]?s|\s+is|\s+are)\s+(?:the\s+)?"
            r"(?:most|longest)\s+overdue|(?:what|which)(?:['\u2019]?s|\s+is)\s+(?:my|the)\s+"
            r"(?:oldest|most\s+overdue)\s+(?:overdue\s+)?(?:task|one)",
        ),
        (
            Topic.LAST_CHANGE,
            r"what\s+(?:did|have)\s+(?:you|we)\s+(?:just\s+)?(?:do|done|change[d]?)(?:\s+(?:last|just\s+now))?"
            r"|what\s+(?:was|were)\s+(?:the|your|my)\s+(?:last|latest)\s+changes?",
        ),
        (
            Topic.ADDED,
            r"(?:what|which\s+tasks?)\s+(?:did|have)\s+i\s+(?:just\s+)?(?:add|added|create[d]?)"
            r"(?:\s+(?P<period>today|yesterday|this\s+week|last\s+week))?",
        ),
        (
            Topic.LISTED_COUNT,
            r"how\s+many\s+(?:are|is|were|was)\s+(?:that|those|these|they|them|it|there|of\s+them)"
            r"|how\s+many\s+of\s+(?:them|those|these)(?:\s+are\s+there)?",
        ),
        (
            Topic.SHARE,
            r"(?:what|which)\s+(?:percentage|share|part|percent|fraction|proportion)\s+of\s+"
            r"(?:my\s+|the\s+|all\s+(?:my\s+)?)?tasks(?:\s+due\s+(?P<period>.+?))?\s+"
            r"(?:is|are|have\s+i|did\s+i|was|were)\s+"
            r"(?:done|complete[d]?|finished|finish)",
        ),
    )
)
_COMPARE = re.compile(
    r"(?:(?:is|are)\s+there\s+more(?:\s+tasks)?(?:\s+due)?|do\s+i\s+have\s+more(?:\s+tasks)?"
    r"(?:\s+(?:due|to\s+do))?|(?:which|what)\s+(?:day\s+)?(?:is|has)\s+(?:fuller|busier|more"
    r"(?:\s+(?:tasks|due))?)[,:]?|when\s+(?:is|are)\s+(?:there\s+)?more(?:\s+due)?[,:]?)\s+(?:on\s+)?"
    r"(?P<one>.+?)\s+(?:or|than)\s+(?:on\s+)?(?P<other>.+)",
    _FLAGS,
)
_LEFT = re.compile(
    r"how\s+(?:many\s+days|long|much\s+time)(?:\s+is\s+it|\s+do\s+i\s+have|\s+are|\s+is)?"
    r"(?:\s+(?:there\s+)?left)?\s+(?:until|till|for|before)\s+(?P<ref>.+?)"
    r"(?:\s+(?:is|has\s+to\s+be)\s+(?:due|done))?"
    r"|how\s+(?:many\s+days|long)\s+(?:is|has)\s+(?P<late>.+?)\s+(?:been\s+)?overdue"
    r"|how\s+(?:late|overdue)\s+(?:is|am\s+i\s+with)\s+(?P<behind>.+)",
    _FLAGS,
)
_AVERAGE = re.compile(
    r"how\s+many\s+tasks\s+(?P<first>.*?)per\s+day(?P<second>.*?)\s*on\s+average"
    r"|(?:what(?:['\u2019]?s|\s+is)\s+)?the\s+average\s+(?:number\s+of\s+)?tasks\s+per\s+day(?P<third>.*)",
    _FLAGS,
)
_EXTRA = re.compile(r"\b(?:are|is|do|i|have|due|there|and|on|of|the|my)\b", _FLAGS)


def parse_summary(text: str, today: date) -> AskAbout | None:
    """Read a question about tasks together, or about what happened; None when it is not one."""
    for topic, pattern in _TOPICS:
        match = pattern.fullmatch(text)
        if match is not None:
            return AskAbout(topic, _period_of(match.groupdict().get("period"), today))
    return (
        _fullest_of(text, today)
        or _compare(text, today)
        or _days_left(text)
        or _average(text, today)
    )


def _fullest_of(text: str, today: date) -> AskAbout | None:
    """Read "which day is fullest this week"."""
    period = find_period(text, today)
    if period is None:
        return None
    rest = " ".join(without(text, period).split())
    if dict(_TOPICS)[Topic.FULLEST_DAY].fullmatch(rest) is None:
        return None
    return AskAbout(Topic.FULLEST_DAY, TaskFilter(due_from=period.first, due_to=period.last))


def _period_of(words: str | None, today: date) -> TaskFilter:
    return read_filter(words, today).tasks if words else TaskFilter()


def _compare(text: str, today: date) -> AskAbout | None:
    match = _COMPARE.fullmatch(text)
    if match is None:
        return None
    one, other = (read_date(match[name], today) for name in ("one", "other"))
    if one is None or other is None:
        return None
    return AskAbout(Topic.COMPARE_DAYS, days=(one, other))


def _days_left(text: str) -> AskAbout | None:
    match = _LEFT.fullmatch(text)
    if match is None:
        return None
    return AskAbout(Topic.DAYS_LEFT, reference=match["ref"] or match["late"] or match["behind"])


def _average(text: str, today: date) -> AskAbout | None:
    match = _AVERAGE.fullmatch(text)
    if match is None:
        return None
    words = " ".join(filter(None, match.groups()))
    period = find_period(words, today)
    if period is not None and not _EXTRA.sub(" ", without(words, period)).strip():
        tasks = TaskFilter(due_from=period.first, due_to=period.last)
        return AskAbout(Topic.AVERAGE, tasks)
    parts = [part for part in re.split(r"\s+and\s+", _EXTRA_ENDS.sub("", words.strip())) if part]
    days = [read_date(part.strip(), today) for part in parts]
    known = tuple(day for day in days if day is not None)
    return AskAbout(Topic.AVERAGE, days=known) if known and len(known) == len(days) else None


_EXTRA_ENDS = re.compile(r"^(?:(?:are|is|do|i|have|due)\s+)+", _FLAGS)
