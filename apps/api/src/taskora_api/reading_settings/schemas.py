"""How a person's text is read, on the wire."""

from typing import Annotated, Literal

from pydantic import MISSING, Field, StrictBool, StringConstraints

from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

CHOICES_MAX = 200
CHOICES_SENT_MAX = 50
PHRASE_LENGTH_MAX = 200
NUMBER_MAX = 9

DayFirst = Annotated[
    StrictBool | None,
    Field(description="Whether 5/12 is the 5th of December; null leaves it to the language."),
]
WeekStart = Annotated[
    int, Field(strict=True, ge=0, le=6, description="The first day of a week; 0 is Monday.")
]
NextWeekday = Annotated[
    Literal["nextWeek", "nearest"],
    Field(description='Whether "next friday" is in the next week, or the next one that comes.'),
]
Phrase = Annotated[Line, StringConstraints(min_length=1, max_length=PHRASE_LENGTH_MAX)]
Number = Annotated[int, Field(strict=True, ge=0, le=NUMBER_MAX)]


class ReadingSettings(ResponseBody):
    """How the caller's text is read."""

    day_first: bool | None = None
    week_start: int = 0
    next_weekday: Literal["nextWeek", "nearest"] = "nextWeek"
    # For the folded text of a phrase, the number of the reading that is preferred.
    chosen: dict[str, int] = Field(default_factory=dict)


class ReadingSettingsChanges(RequestBody):
    """The fields to change; what is absent stays."""

    day_first: DayFirst | MISSING = MISSING
    week_start: WeekStart | MISSING = MISSING
    next_weekday: NextWeekday | MISSING = MISSING
    chosen: (
        Annotated[
            dict[Phrase, Number | None],
            Field(
                max_length=CHOICES_SENT_MAX,
                description="Choices to keep beside those that there are; null forgets one. "
                f"Of more than {CHOICES_MAX} the oldest are forgotten.",
            ),
        ]
        | MISSING
    ) = MISSING
