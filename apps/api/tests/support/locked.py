"""Which packages the locks name, and which of them an image has not."""

import re
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

PROJECT = Path(__file__).parents[2]
_PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


def locked_packages(name: str) -> set[str]:
    """The names of the packages that a lock of the service pins."""
    return set(_PINNED.findall((PROJECT / f"{name}.lock").read_text()))


def normalized(package: str) -> str:
    """The name as locks have it."""
    return re.sub(r"[-_.]+", "-", package).lower()


@cache
def modules_of_image() -> list[str]:
    """The modules of packages that the image has, too."""
    return sorted(_modules().keys() - set(modules_of_developers()))


@cache
def modules_of_developers() -> list[str]:
    """The modules that only the environment of developers has."""
    runtime = locked_packages("requirements")
    return sorted(name for name, packages in _modules().items() if runtime.isdisjoint(packages))


@cache
def _modules() -> dict[str, set[str]]:
    found = packages_distributions().items()
    return {name: set(map(normalized, of)) for name, of in found if name.isidentifier()}
