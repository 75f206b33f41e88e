"""What is said without a tool: greetings, help, refusals and failures."""

from taskora_api.language.intents import Remark
from taskora_api.language.statements import half_said_change, is_command_alone
from taskora_api.language.wording import quoted

EXAMPLES = (
    "add buy milk tomorrow",
    "what is due this week?",
    "complete buy milk",
    "rename buy milk to buy oat milk",
    "move buy milk to next friday",
    "delete buy milk",
    "undo",
)

HELP = (
    "I can add, find, list, complete, rename, move and delete your tasks, and undo what I did. "
    "Try for example:\n" + "\n".join(f"• {example}" for example in EXAMPLES)
)
ANSWER_LOST = (
    "I have that message already, but not what I answered. "
    "Please look at your tasks before you say it in other words."
)
KEPT = "Good, then I changed nothing."
PICKED_NOTHING = "What should I do with it? Say for example “complete 2” or “delete 2”."
TITLE_TOO_LONG = "That is too long for a title, so I did nothing. 200 characters is the most."
TITLE_INVISIBLE = "Nothing of that title can be seen, so I did nothing."
DATE_OUT_OF_RANGE = (
    "A task can be due from 1900-01-01 to 2999-12-31, and not on that day, so I did nothing."
)
FAILED = "Something failed on our side. What was done before it is listed above; please try again."
ADD_WHAT = "What should I add? Say for example “add buy milk tomorrow”."
NOT_UNDERSTOOD = "I did not understand that. Say “help” to see what I can do with your tasks."
NO_ANSWER_HERE = (
    "I can only answer questions about your tasks, for example “what is due this week?”."
)
ANSWER_FIRST = (
    "I left out what came after the question. Please answer it first, and then say the rest again."
)
ONE_AT_ONCE = (
    "A new title, a date and a number of days are changes of their own: one of them at once."
)
RENAME_ONE = "I can rename one task at a time. Which one do you mean?"
NOT_CLEAR = "I am not sure what you mean by that."
ELSEWHERE = "This conversation went on in another window."

REMARKS: dict[Remark, str] = {
    Remark.AGREE: "There is nothing to confirm. What should I do?",
    Remark.REFUSE: KEPT,
    Remark.GREET: f"Hello! {HELP}",
    Remark.THANK: "You are welcome.",
    Remark.HELP: HELP,
}

SAY_TITLE = "What should it be called? Say for example “rename buy milk to buy oat milk”."
_SAY_DAY = "To which day? Say for example “move buy milk to friday”."
_WHOLE_BY_HALF = dict.fromkeys(["rename", "retitle"], SAY_TITLE) | dict.fromkeys(
    ["reschedule", "postpone", "snooze"], _SAY_DAY
)


def ask_for_task(verb: str) -> str:
    """Ask for the task of a command that names none."""
    example = quoted(f"{verb} buy milk")
    return f"Which task should I {verb}? Say for example {example}."


def not_understood(text: str, *, is_question: bool) -> str:
    """Say so in a line, with the one suggestion that helps most."""
    verb = text.strip(" .!?").casefold()
    if verb == "add":
        return ADD_WHAT
    if is_command_alone(verb):
        return ask_for_task(verb)
    half = half_said_change(verb)
    if half is not None and half in _WHOLE_BY_HALF:
        return _WHOLE_BY_HALF[half]
    return NO_ANSWER_HERE if is_question else NOT_UNDERSTOOD


def joined(*sentences: str) -> str:
    """Put sentences one after the other; an empty one is none."""
    return " ".join(filter(None, sentences))
