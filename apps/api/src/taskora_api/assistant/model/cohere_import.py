"""Imports Cohere's package without what it only needs for tokenizers and data sets.

It imports these packages at its top, and they weigh 40 MB; a conversation calls none of them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NEVER_CALLED = ("fastavro", "requests", "tokenizers")


@contextmanager
def without_data_packages() -> Iterator[None]:
    """Let an empty module stand for each that is not installed, for as long as it is imported."""
    absent = {name: _empty(name) for name in _NEVER_CALLED if name not in sys.modules}
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _empty(name: str) -> ModuleType:
    module = ModuleType(name)
    # Annotations and imports name attributes of it.
    module.__dict__["__getattr__"] = lambda _attribute: object
    return module
