"""Tasks that differ in everything a filter can ask for, and filters that ask for it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from support.filter_tables import MadeTask
from taskora_api.filters.context import Context, Directory, names
from taskora_api.filters.nodes import (
    Compare,
    Contains,
    Day,
    Equals,
    Everything,
    Filter,
    Has,
    Identity,
    Is,
    OnDay,
    Recurs,
    Refers,
    Shift,
    Similar,
    Tagged,
    Text,
    all_of,
    any_of,
    negated,
)
from taskora_api.filters.slips import tokens_of
from taskora_api.filters.vocabulary import (
    INSTANTS,
    KINDS,
    ME,
    OPTIONAL,
    PEOPLE,
    Base,
    Comparison,
    Field,
    Flag,
    Frequency,
    Kind,
    Level,
    Unit,
)

Value = TypeVar("Value")
Relation = tuple[UUID, UUID, str]

# Days on which clocks change somewhere, and others.
TODAYS = [date(2026, 11, 29), date(2026, 11, 1), date(2026, 4, 5), date(2024, 2, 29)]
ZONES = [
    *("UTC", "Australia/Sydney", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12"),
    *("Australia/Lord_Howe", "America/Santiago", "Antarctica/Troll", "Asia/Kolkata"),
]
TIMES = [time(), time(0, 30), time(1, 30), time(2, 30), time(9), time(17), time(23, 59)]
TEXTS = [
    *("Buy milk", "buy MILK and Äpfel", "ÄPFEL", "Straße", "STRASSE", "Işık", "ışık", "İzmir"),
    *("ΟΔΟΣ", "οδος", "ΟΔΟΣ ΑΒΓ", "100% sure", "a_b", "a\\b", "axb", "😀 party", "line\nbreak"),
    *(
        "R&D",
        "it's",
        "ΟΔΟΣ'ΑΒΓ",
        "dentist appointment",
        'say "yes"',
        "today",
        "and",
        "-7d",
        "%",
        "_",
        "\\",
        "K",
        "ſ",
        "ﬁn",
    ),
]
TAGS = ["home", "Work", "ÄRGER", "straße", "50%", "a_b", "two parts", "me"]
POSITIONS = ["Zz", "a0", "a0V", "a1", "b00", "a", "é"]
SPACES = {"Family": UUID(int=1), "Work": UUID(int=2)}
PROJECTS = [("Kitchen", UUID(int=11)), ("kitchen", UUID(int=12)), ("Año nuevo", UUID(int=13))]
SECTIONS = [("Later", UUID(int=21)), ("Now & then", UUID(int=22))]
PEOPLE_IDS = [("Anna", "anna"), ("Bo", "bo-1"), ("Bo", "bo-2")]
DIRECTORY = Directory(
    spaces=names(SPACES.items()),
    projects=names(PROJECTS),
    sections=names(SECTIONS),
    people=names(PEOPLE_IDS),
    me=frozenset({"bo-1", "bo-2"}),
)
NAMES = {
    Field.SPACE: list(SPACES),
    Field.PROJECT: [*(name for name, _ in PROJECTS), str(UUID(int=11)), "KITCHEN"],
    Field.SECTION: [name for name, _ in SECTIONS],
    Field.ASSIGNEE: ["Anna", "bo", "bo-2"],
    Field.CREATOR: ["Anna", "bo", "bo-2"],
}
COUNT = 240


@cache
def population(seed: int = 7) -> tuple[list[MadeTask], list[Relation]]:
    """Make tasks, the same for each seed, and the relations between them."""
    chance = random.Random(seed)  # noqa: S311
    tasks = [_task(chance, UUID(int=chance.getrandbits(128))) for _ in range(COUNT)]
    relations = {
        (chance.choice(tasks).id, chance.choice(tasks).id, chance.choice(["blocks", "duplicates"]))
        for _ in range(COUNT // 2)
    }
    is_active = {each.id: not (each.completed_at or each.deleted_at) for each in tasks}
    blocks = [(a, b) for a, b, kind in relations if kind == "blocks"]
    effective = [(a, b) for a, b in blocks if is_active[a] and is_active[b]]
    blocking, blocked = {a for a, _ in effective}, {b for _, b in effective}
    duplicates = {a for a, _, kind in relations if kind == "duplicates"}
    related = [
        replace(
            task,
            is_blocked=task.id in blocked,
            is_blocking=task.id in blocking,
            is_duplicate=task.id in duplicates,
        )
        for task in tasks
    ]
    return related, sorted(relations)


def _task(chance: random.Random, identity: UUID) -> MadeTask:
    def maybe(value: Value) -> Value | None:
        return value if chance.random() < 0.6 else None

    def day() -> date:
        return chance.choice(TODAYS) + timedelta(
            days=chance.choice([-31, -7, -2, -1, 0, 0, 1, 2, 7])
        )

    def instant() -> datetime:
        hours = chance.choice([0, 3, 4, 10, 11, 13, 14, 23])
        return datetime.combine(day(), time(hours, chance.choice([0, 0, 59])), UTC)

    due_on = maybe(day())
    due_time = maybe(chance.choice(TIMES)) if due_on else None
    rule = f"FREQ={chance.choice(list(Frequency)).upper()};INTERVAL=2"
    return MadeTask(
        id=identity,
        space_id=chance.choice(list(SPACES.values())),
        title=chance.choice(TEXTS),
        notes=chance.choice(["", "", *TEXTS]),
        priority=chance.choice(list(Level)),
        project_id=maybe(chance.choice(PROJECTS)[1]),
        section_id=maybe(chance.choice(SECTIONS)[1]),
        parent_id=maybe(UUID(int=chance.randint(31, 33))),
        tags=tuple(sorted(chance.sample(TAGS, chance.choice([0, 0, 1, 2])))),
        position=chance.choice(POSITIONS),
        start_on=maybe(day()),
        due_on=due_on,
        due_time=due_time,
        due_zone=maybe(chance.choice(ZONES)) if due_time else None,
        deadline_on=maybe(day()),
        duration_minutes=maybe(chance.choice([1, 30, 90, 525_600])),
        recurrence=maybe({"rule": rule, "start": "2026-11-29"}),
        assignee_id=maybe(chance.choice(PEOPLE_IDS)[1]),
        created_by=chance.choice(PEOPLE_IDS)[1],
        completed_at=maybe(instant()),
        deleted_at=instant() if chance.random() < 0.2 else None,
        created_at=instant(),
        updated_at=instant(),
        version=chance.randint(1, 5),
    )


contexts = st.builds(
    Context,
    today=st.sampled_from(TODAYS),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    week_start=st.integers(0, 6),
    directory=st.just(DIRECTORY),
)
_comparisons = st.sampled_from(Comparison)
_shifts = st.builds(
    Shift,
    st.sampled_from([-9999, -31, -12, -7, -2, -1, 1, 2, 7, 12, 9999]),
    st.sampled_from(Unit),
)
days = st.builds(
    Day,
    st.sampled_from(Base)
    | st.sampled_from(TODAYS)
    | st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    st.none() | _shifts,
)
_texts = st.sampled_from(TEXTS) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12
)
_slipped = st.builds(
    lambda text, place, sign: text[:place] + sign + text[place + 1 :],
    st.sampled_from(TEXTS),
    st.integers(0, 8),
    st.sampled_from(["", "x", "ä", "σ", "Σ"]),
)
_VALUES: dict[
    Kind,
    st.SearchStrategy[Level]
    | st.SearchStrategy[int]
    | st.SearchStrategy[str]
    | st.SearchStrategy[time],
] = {
    Kind.LEVEL: st.sampled_from(Level),
    Kind.CLOCK: st.sampled_from(TIMES),
    Kind.DURATION: st.sampled_from([0, 1, 30, 90, 525_600]),
    Kind.NUMBER: st.integers(0, 6) | st.just(2**31 - 1),
    Kind.KEY: st.sampled_from(POSITIONS) | _texts,
}


def _of(*kinds: Kind) -> st.SearchStrategy[Field]:
    return st.sampled_from([field for field in Field if KINDS[field] in kinds])


def _refers(field: Field) -> st.SearchStrategy[Filter]:
    named: st.SearchStrategy[Filter] = st.builds(
        Refers, st.just(field), st.sampled_from(NAMES[field])
    )
    return named | st.just(Refers(field, ME)) if field in PEOPLE else named


def _compare(field: Field) -> st.SearchStrategy[Filter]:
    return st.builds(Compare, st.just(field), _comparisons, _VALUES[KINDS[field]])


leaves: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Text, _texts),
    st.builds(Similar, (_texts | _slipped).filter(tokens_of)),
    st.builds(Contains, _of(Kind.TEXT), _texts),
    st.builds(Equals, _of(Kind.TEXT), _texts),
    st.builds(Equals, st.just(Field.ZONE), st.sampled_from(ZONES)),
    st.builds(Tagged, st.sampled_from(TAGS) | _texts),
    st.builds(OnDay, _of(Kind.DAY), _comparisons, days),
    _of(*_VALUES).flatmap(_compare),
    _of(Kind.NAME).flatmap(_refers),
    st.builds(Identity, _of(Kind.IDENTITY), st.integers(30, 34).map(lambda n: UUID(int=n))),
    st.builds(Recurs, st.sampled_from(Frequency)),
    st.builds(Has, st.sampled_from(sorted(OPTIONAL))),
    st.builds(Is, st.sampled_from(Flag)),
)
_due = st.builds(OnDay, st.sampled_from([Field.DUE, *sorted(INSTANTS)]), _comparisons, days)


def _combined(parts: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    several = st.lists(parts, min_size=2, max_size=4)
    return several.map(all_of) | several.map(any_of) | parts.map(negated)


filters: st.SearchStrategy[Filter] = st.just(Everything()) | st.recursive(
    leaves | _due, _combined, max_leaves=8
)
