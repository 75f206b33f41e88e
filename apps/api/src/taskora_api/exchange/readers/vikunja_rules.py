"""Recurrence of Vikunja, which has seconds and a mode, or a RRULE, as the text of a RRULE."""

from taskora_api.exchange.building import read_number
from taskora_api.exchange.cleaning import text_of
from taskora_api.recurrence.vocabulary import Anchor

DAY_SECONDS = 24 * 60 * 60
WEEK_DAYS = 7
_MONTHLY = 1
# Its documentation says 3, its code says 2.
_FROM_COMPLETION = {2, 3}


def repeat_of(raw: dict[str, object]) -> tuple[str, Anchor]:
    """Give the text of a rule and from which day it counts; "" where a task does not recur.

    An amount that is no number of days gives a text that no reader takes.
    """
    mode = read_number(raw.get("repeat_mode")) or 0
    anchor = Anchor.COMPLETION if mode in _FROM_COMPLETION else Anchor.DUE
    text = text_of(raw.get("repeats"))
    if text:
        return text, anchor
    if mode == _MONTHLY:
        return "FREQ=MONTHLY", anchor
    seconds = read_number(raw.get("repeat_after")) or 0
    if seconds <= 0:
        return "", anchor
    days, rest = divmod(seconds, DAY_SECONDS)
    if rest:
        return f"every {seconds} seconds", anchor
    if days % WEEK_DAYS == 0:
        return f"FREQ=WEEKLY;INTERVAL={days // WEEK_DAYS}", anchor
    return f"FREQ=DAILY;INTERVAL={days}", anchor
