"""Reads requests to set and to take away what tasks are sorted by.

Which words are a priority, a day or a recurrence is for the grammar to say.
"""

import re
from collections.abc import Callable
from datetime import date

from taskora_api.language.dates import read_date
from taskora_api.language.details import FieldChange
from taskora_api.language.fields import read_names, read_priority, read_recurrence
from taskora_api.language.intents import OrganiseTasks
from taskora_api.language.quotes import without_quotes

_FLAGS = re.IGNORECASE | re.DOTALL
_TAKE = r"(?:remove|clear|delete|drop|take\s+(?:away\s+)?)\s*"
_GIVE = r"(?:set|change|make|put|raise|lower|update|mark|flag)"
_OF = r"(?:of|for|on|from)"
_AWAY = r"(?:(?:away\s+)?from|of|off(?:\s+of)?|for|on)"
_TAG = r"(?:tags?|labels?)"
_NO_MORE = r"(?:\s+(?:any\s?more|any\s+longer|again))?"
_OFTEN = (
    r"(?:to\s+|as\s+|for\s+)?"
    r"(?P<often>(?:every|each|daily|weekly|monthly|yearly|annually|quarterly|biweekly)\b.*)"
)
_REPEAT = r"(?:repeat|recur|repeating|recurring)"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, _FLAGS) for pattern in patterns)


_PRIORITY = _patterns(
    rf"{_GIVE}\s+(?:the\s+)?priority\s+{_OF}\s+(?P<ref>.+?)\s+(?:to|as|:)\s+(?P<level>.+)",
    rf"{_GIVE}\s+(?P<ref>.+?)['\u2019]s\s+priority\s+(?:to|as|:)\s+(?P<level>.+)",
    rf"{_GIVE}\s+(?P<ref>its)\s+priority\s+(?:to|as|:)\s+(?P<level>.+)",
    r"give\s+(?P<ref>.+?)\s+(?:a\s+|the\s+)?(?P<level>\S+\s+priority|priority\s+\S+)",
    rf"{_GIVE}\s+(?P<ref>.+)\s+as\s+(?P<level>\S+(?:\s+priority)?)",
    rf"{_GIVE}\s+(?P<ref>.+?)(?:\s+(?:to|as|a))?\s+(?P<level>\S+\s+priority|priority\s+\S+)",
)
# "Make the oven high" says nothing of a priority; "make it urgent" does.
_CLEARLY = re.compile(
    rf"{_GIVE}\s+(?P<ref>.+?)(?:\s+to)?\s+(?P<level>urgent|important|critical|p[1-4]|!+\w*)", _FLAGS
)
_PRIORITISE = re.compile(r"(?P<less>de-?)?prioriti[sz]e\s+(?P<ref>.+)", _FLAGS)
_NO_PRIORITY = _patterns(
    rf"{_TAKE}(?:the\s+)?priority\s+{_AWAY}\s+(?P<ref>.+)",
    rf"{_TAKE}(?P<ref>.+?)['\u2019]s\s+priority",
    rf"{_TAKE}(?P<ref>its)\s+priority",
    rf"{_GIVE}\s+(?P<ref>.+?)\s+(?:as\s+)?(?:not|no\s+longer)\s+(?:urgent|important){_NO_MORE}",
    r"give\s+(?P<ref>.+?)\s+no\s+priority",
)
_TAGGED = _patterns(
    r"(?:tag|label)\s+(?P<ref>.+?)\s+(?:with|as)\s+(?P<names>.+)",
    rf"(?:put|give|attach|apply|set)\s+(?:the\s+|a\s+)?{_TAG}\s+(?P<names>.+?)\s+(?:to|on)\s+"
    r"(?P<ref>.+)",
    rf"give\s+(?P<ref>.+?)\s+(?:the\s+|a\s+)?{_TAG}\s+(?P<names>.+)",
    r"tag\s+(?P<ref>.+)\s+(?P<names>[@#]\S+)",
)
# "Add the tag home to rent" is a change where there is a rent, and else a task to add.
_TAG_ADDED = _patterns(
    rf"add\s+(?:the\s+|a\s+)?{_TAG}\s+(?P<names>.+?)\s+to\s+(?P<ref>.+)",
    r"add\s+(?P<names>@\S+)\s+to\s+(?P<ref>.+)",
    rf"add\s+(?:the\s+)?(?P<names>\S+)\s+{_TAG}\s+to\s+(?P<ref>.+)",
)
_UNTAGGED = _patterns(
    rf"{_TAKE}(?:the\s+)?{_TAG}\s+(?P<names>.+?)\s+{_AWAY}\s+(?P<ref>.+)",
    rf"{_TAKE}(?:the\s+)?(?P<names>\S+)\s+{_TAG}\s+{_AWAY}\s+(?P<ref>.+)",
    rf"{_TAKE}(?P<names>@\S+)\s+{_AWAY}\s+(?P<ref>.+)",
    r"(?:untag|unlabel)\s+(?P<ref>.+?)\s+(?:from|with|as)\s+(?P<names>.+)",
)
_NO_TAGS = _patterns(
    rf"{_TAKE}(?:all\s+)?(?:of\s+)?(?:the\s+|its\s+)?(?:tags|labels)\s+{_AWAY}\s+(?P<ref>.+)",
    rf"{_TAKE}(?:all\s+)?(?:of\s+)?(?P<ref>its)\s+(?:tags|labels)",
    r"(?:untag|unlabel)\s+(?P<ref>.+)",
)
_IN_PROJECT = _patterns(
    r"(?:move|put|file|assign)\s+(?P<ref>.+?)\s+(?:to|in|into|under)\s+(?:the\s+|my\s+)?project\s+"
    r"(?P<name>.+)",
    r"(?:move|put|file|assign)\s+(?P<ref>.+?)\s+(?:to|in|into|under)\s+(?:the\s+|my\s+)?"
    r"(?P<name>.+?)\s+project",
    r"(?:move|put|file|assign)\s+(?P<ref>.+?)\s+(?:to|in|into|under)\s+#(?P<name>\S+)",
)
_NO_PROJECT = _patterns(
    r"(?:remove|take|move)\s+(?P<ref>.+?)\s+(?:from|out\s+of)\s+(?:the\s+|its\s+)project(?:\s+.+)?",
    r"(?:remove|take|move)\s+(?P<ref>.+?)\s+(?:from|out\s+of)\s+(?:the\s+)?\S+\s+project",
    rf"{_TAKE}(?:the\s+)?project\s+{_AWAY}\s+(?P<ref>.+)",
)
_DEADLINE = _patterns(
    rf"(?:set|change|update|move|push)\s+(?:the\s+|a\s+)?deadline\s+{_OF}\s+(?P<ref>.+?)\s+"
    r"(?:to|as|:)\s+(?P<day>.+)",
    r"(?:set|change|update|move|push)\s+(?P<ref>.+?)['\u2019]s\s+deadline\s+(?:to|as|:)\s+(?P<day>.+)",
    r"(?:set|change|update|move|push)\s+(?P<ref>its)\s+deadline\s+(?:to|as|:)\s+(?P<day>.+)",
    r"give\s+(?P<ref>.+?)\s+(?:a|the)\s+deadline\s+(?:of|on)\s+(?P<day>.+)",
    r"(?:the\s+)?deadline\s+(?:of|for)\s+(?P<ref>.+?)\s+is\s+(?:on\s+)?(?P<day>.+)",
)
_NO_DEADLINE = _patterns(
    rf"{_TAKE}(?:the\s+)?deadline\s+{_AWAY}\s+(?P<ref>.+)",
    rf"{_TAKE}(?P<ref>.+?)['\u2019]s\s+deadline",
    rf"{_TAKE}(?P<ref>its)\s+deadline",
)
_RECUR = _patterns(
    rf"(?:make|let|set|have|schedule|do|put)\s+(?P<ref>.+?)\s+(?:to\s+|as\s+)?(?:{_REPEAT}\s+)"
    r"(?P<often>.+)",
    r"(?:repeat|recur)\s+(?P<ref>.+?)\s+(?P<often>(?:every|each|daily|weekly|monthly|yearly|on)\b.*)",
    rf"(?P<ref>.+?)\s+(?:repeats|recurs|should\s+{_REPEAT})\s+(?P<often>.+)",
    rf"(?:make|set|schedule|do)\s+(?P<ref>it|that|this|them)\s+{_OFTEN}",
)
# "Make the bed every day" is a change where there is a bed, and else a task to add.
_PLANNED = _patterns(rf"(?:make|set|schedule|do)\s+(?P<ref>.+?)\s+{_OFTEN}")
_STOP = _patterns(
    rf"stop\s+(?:repeating|recurring){_NO_MORE}",
    rf"stop\s+(?:repeating|recurring)\s+(?P<ref>.+?){_NO_MORE}",
    rf"stop\s+(?P<ref>.+?)\s+(?:from\s+)?(?:repeating|recurring){_NO_MORE}",
    rf"(?:make|let|set|have)\s+(?P<ref>.+?)\s+(?:to\s+)?(?:not|no\s+longer|stop)\s+{_REPEAT}"
    rf"{_NO_MORE}",
    r"(?:make|set)\s+(?P<ref>.+?)\s+(?:non-?\s?(?:repeating|recurring)|(?:a\s+)?one-?\s?off)",
    rf"(?:do\s*n['\u2019]?t|do\s+not|never)\s+(?:repeat|recur)(?:\s+(?P<ref>.+?))?{_NO_MORE}",
    rf"(?P<ref>.+?)\s+(?:should\s+|does\s+|do\s+)?(?:not|no\s+longer|n['\u2019]t)\s+"
    rf"(?:repeats?|recurs?){_NO_MORE}",
    rf"{_TAKE}(?:the\s+)?(?:recurrence|repetition|repeat)(?:\s+{_AWAY}\s+(?P<ref>.+))?",
)


def parse_organise(text: str, today: date) -> OrganiseTasks | None:
    """Read what is to be set or taken away; None when it is nothing of that."""
    for read in _READERS:
        found = read(text, today)
        if found is not None:
            return found
    return None


def parse_tag_added(text: str) -> OrganiseTasks | None:
    """Read "add the tag home to rent", which may also be a task to add."""
    return _tags(_TAG_ADDED, text)


def _priority(text: str, _today: date) -> OrganiseTasks | None:
    for match in _matches((*_PRIORITY, _CLEARLY), text):
        level = read_priority(match["level"])
        if level is not None:
            return _organise(match, FieldChange(priority=level))
    said = _PRIORITISE.fullmatch(text)
    if said is None:
        return None
    return _organise(said, FieldChange(priority="low" if said["less"] else "high"))


def _no_priority(text: str, _today: date) -> OrganiseTasks | None:
    return _first(_NO_PRIORITY, text, FieldChange(priority="none"))


def _tagged(text: str, _today: date) -> OrganiseTasks | None:
    return _tags(_TAGGED, text)


def _tags(patterns: tuple[re.Pattern[str], ...], text: str) -> OrganiseTasks | None:
    for match in _matches(patterns, text):
        names = read_names(match["names"])
        if names:
            return _organise(match, FieldChange(tags=names))
    return None


def _untagged(text: str, _today: date) -> OrganiseTasks | None:
    for match in _matches(_UNTAGGED, text):
        names = read_names(match["names"])
        if names:
            return _organise(match, FieldChange(tags_away=names))
    return None


def _no_tags(text: str, _today: date) -> OrganiseTasks | None:
    return _first(_NO_TAGS, text, FieldChange(emptied=frozenset({"tags"})))


def _project(text: str, _today: date) -> OrganiseTasks | None:
    match = next(_matches(_IN_PROJECT, text), None)
    if match is None:
        return None
    name = without_quotes(match["name"].strip(" #"))
    return _organise(match, FieldChange(project=name)) if name else None


def _no_project(text: str, _today: date) -> OrganiseTasks | None:
    return _first(_NO_PROJECT, text, FieldChange(emptied=frozenset({"project"})))


def _deadline(text: str, today: date) -> OrganiseTasks | None:
    for match in _matches(_DEADLINE, text):
        day = read_date(match["day"], today)
        if day is not None:
            return _organise(match, FieldChange(deadline_on=day))
    return None


def _no_deadline(text: str, _today: date) -> OrganiseTasks | None:
    return _first(_NO_DEADLINE, text, FieldChange(emptied=frozenset({"deadline"})))


def parse_planned(text: str, today: date) -> OrganiseTasks | None:
    """Read "make the bed every day", which may also be a task to add."""
    return _recurring(_PLANNED, text, today)


def _recur(text: str, today: date) -> OrganiseTasks | None:
    return _recurring(_RECUR, text, today)


def _recurring(
    patterns: tuple[re.Pattern[str], ...], text: str, today: date
) -> OrganiseTasks | None:
    for match in _matches(patterns, text):
        recurs = read_recurrence(match["often"], today)
        if recurs is not None:
            return _organise(match, FieldChange(recurs=recurs))
    return None


def _stop(text: str, _today: date) -> OrganiseTasks | None:
    return _first(_STOP, text, FieldChange(emptied=frozenset({"recurrence"})))


_Reader = Callable[[str, date], OrganiseTasks | None]
# What takes away comes first: "remove the tags of tea" is about no tag that is called "of".
_READERS: tuple[_Reader, ...] = (
    *(_stop, _recur, _no_priority, _priority, _no_tags, _untagged, _tagged),
    *(_no_project, _project, _no_deadline, _deadline),
)


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> "filter[re.Match[str]]":
    return filter(None, (pattern.fullmatch(text) for pattern in patterns))


def _first(
    patterns: tuple[re.Pattern[str], ...], text: str, change: FieldChange
) -> OrganiseTasks | None:
    match = next(_matches(patterns, text), None)
    return None if match is None else _organise(match, change)


def _organise(match: re.Match[str], change: FieldChange) -> OrganiseTasks:
    """Name what it is for; "its priority" and a bare "stop repeating" are of what was spoken of."""
    reference = (match.groupdict().get("ref") or "it").strip()
    return OrganiseTasks("it" if reference.casefold() == "its" else reference, change)
