"""Why nothing more is done in a turn."""


class TurnEndedError(Exception):
    """The turn was stopped, or another process has it: no further call may be made."""
