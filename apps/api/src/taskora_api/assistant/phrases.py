"""The sentences of the embedded assistant that no tool makes."""

from taskora_api.language.intents import Remark

UNDERSTOOD_LENGTH_MAX = 60

EXAMPLES = (
    "add buy milk tomorrow",
    "what is due this week?",
    "complete buy milk",
    "rename buy milk to buy oat milk",
    "move buy milk to next friday",
    "delete buy milk",
)
_TRY = "Try for example:\n" + "\n".join(f"• {example}" for example in EXAMPLES)

HELP = f"I can add, list, complete, rename, move and delete your tasks. {_TRY}"
ANSWER_LOST = (
    "I have that message already, but not what I answered. "
    "Please look at your tasks before you say it in other words."
)
KEPT = "Good, then nothing was changed."
GONE = "Those tasks are not there any more."
PICKED_NOTHING = "What should I do with it? Say for example “complete 2” or “delete 2”."
TITLE_TOO_LONG = "That is too long for a title, so nothing was done. 200 characters is the most."
TITLE_INVISIBLE = "Nothing of that title can be seen, so nothing was done."
DATE_OUT_OF_RANGE = (
    "A task can be due from 1900-01-01 to 2999-12-31, and not on that day, so nothing was done."
)
FAILED = "Something failed on our side. What was done before it is listed above; please try again."

REMARKS: dict[Remark, str] = {
    Remark.AGREE: "There is nothing to confirm. What should I do?",
    Remark.REFUSE: KEPT,
    Remark.GREET: f"Hello! {HELP}",
    Remark.THANK: "You are welcome.",
    Remark.HELP: HELP,
}


def not_understood(text: str) -> str:
    """Offer the likeliest meaning, which is a task said without its verb."""
    if text.strip(" .!?").casefold() == "add":
        return f"What should I add? {_TRY}"
    shown = text if len(text) <= UNDERSTOOD_LENGTH_MAX else text[:UNDERSTOOD_LENGTH_MAX] + "…"
    return f"I did not understand that. If it is a task, say “add {shown}”. {_TRY}"


def did_you_mean(title: str) -> str:
    """Ask before a guess is acted on."""
    return f"Do you mean “{title}”? Say yes to delete it, or no."
