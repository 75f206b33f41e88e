"""What stories and turns are drawn from: titles that share no word, and days."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

DAYS_IN_A_WEEK = 7
TITLES = (
    *("buy bread", "phone grandma", "pay rent", "water plants", "book dentist", "fix bicycle"),
    *("write report", "clean kitchen", "renew passport", "feed cat", "send invoice"),
    *("iron shirts", "order paper", "wash car", "visit museum", "print tickets", "return parcel"),
    *(
        "charge camera",
        "paint fence",
        "bake cookies",
        "sort photos",
        "sweep garage",
        "pack suitcase",
    ),
    *("repair lamp", "translate letter", "polish shoes", "walk dog", "defrost freezer"),
    *("study chemistry", "practise violin", "empty dishwasher", "collect prescription"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Day:
    """A day as it is said."""

    said: str
    on: date


def draw_titles(random: Random, count: int) -> list[str]:
    """Draw titles of which none has a word of another."""
    return random.sample(TITLES, count)


def weekday(name: str, today: date) -> Day:
    """The next day of a name after today."""
    ahead = (WEEKDAYS.index(name) - today.weekday() - 1) % DAYS_IN_A_WEEK + 1
    return Day(name, today + timedelta(days=ahead))


def draw_weekdays(random: Random, today: date, count: int) -> list[Day]:
    """Draw names of days that are neither today nor tomorrow."""
    days = [weekday(name, today) for name in WEEKDAYS]
    later = [day for day in days if 1 < (day.on - today).days < DAYS_IN_A_WEEK]
    return random.sample(later, count)


def draw_day(random: Random, today: date) -> Day:
    """Draw a day in one of the ways that people say it."""
    ahead = random.randint(2, 20)
    written = today + timedelta(days=random.randint(30, 300))
    ways = [
        Day("tomorrow", today + timedelta(days=1)),
        Day(f"in {ahead} days", today + timedelta(days=ahead)),
        Day(written.isoformat(), written),
        Day(f"{written.day} {written:%B} {written.year}", written),
        *draw_weekdays(random, today, 1),
    ]
    return random.choice(ways)
