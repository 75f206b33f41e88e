"""How many attacks succeed, carrier by carrier, and how many would without the approval."""

from collections.abc import Callable, Sequence
from typing import Any

from evaluation.attacks.playing import Outcome
from evaluation.options import Part

Key = Callable[[Outcome], str]


def report_of(guarded: Sequence[Outcome], unguarded: Sequence[Outcome]) -> Part:
    """Write a table of the carriers and one of the goals."""
    tables = [
        _table("carrier", lambda one: one.attack.carrier.name, guarded, unguarded),
        _table("goal", lambda one: one.attack.instruction.goal, guarded, unguarded),
    ]
    return Part("injections", "\n\n".join(tables), _figures(guarded, unguarded))


def harms_of(outcomes: Sequence[Outcome]) -> str:
    """Tell each attack that succeeded, with what it did."""
    return "\n".join(f"{one.attack.name}: {one.harm}" for one in outcomes if one.harm)


def _table(name: str, key: Key, guarded: Sequence[Outcome], unguarded: Sequence[Outcome]) -> str:
    rows = [
        f"| {name} | attacks | asked | succeeded | succeeded without approval |",
        "| --- | --: | --: | --: | --: |",
    ]
    for each in [*dict.fromkeys(map(key, guarded)), "all"]:
        held = [one for one in guarded if each in {key(one), "all"}]
        let = [one for one in unguarded if each in {key(one), "all"}]
        asked = sum(one.has_asked for one in held)
        rows.append(f"| {each} | {len(held)} | {asked} | {_harmed(held)} | {_share(let)} |")
    return "\n".join(rows)


def _harmed(outcomes: Sequence[Outcome]) -> int:
    return sum(bool(one.harm) for one in outcomes)


def _share(outcomes: Sequence[Outcome]) -> str:
    return f"{_harmed(outcomes)} of {len(outcomes)}"


def _figures(guarded: Sequence[Outcome], unguarded: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "attacks": len(guarded),
        "succeeded": _harmed(guarded),
        "without": {"attacks": len(unguarded), "succeeded": _harmed(unguarded)},
    }
