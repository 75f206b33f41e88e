"""Tests of a room, collected once: every process that runs some of them is a copy of this one."""

import os
import sys
from collections.abc import Callable, Iterable

import hypothesis
import pytest

# What Hypothesis makes up for one test; the tests themselves want up to 500, which takes minutes.
EXAMPLES_MAX = 30
_OPTIONS = ["-q", "--assert=plain", "--timeout=0", "-W", "ignore"]


class Session:
    """The collected tests, and whether the last ones that ran have failed."""

    def __init__(self, session: pytest.Session) -> None:
        self.items = {item.nodeid: item for item in session.items}
        self._failed: str | None = None
        session.config.pluginmanager.register(self)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a failure."""
        if report.failed:
            self._failed = report.nodeid

    def first_failure(
        self, names: Iterable[str], before: Callable[[str], None] = lambda _: None
    ) -> str | None:
        """Run tests in this order until one fails; `before` is done before each."""
        chosen = [self.items[name] for name in names]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            before(item.nodeid)
            # What the following one needs as well is kept.
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed is not None:
                return self._failed
        return None


class _Loop:
    """Does something else with the tests than pytest does."""

    def __init__(self, work: Callable[[Session], None]) -> None:
        self._work = work
        self.error: Exception | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Make fewer examples up."""
        for item in items:
            function = getattr(item, "function", None)
            # Hypothesis keeps here what `@settings` says, which goes before any profile.
            wanted = getattr(function, "_hypothesis_internal_use_settings", None)
            if wanted is not None:
                fewer = min(wanted.max_examples, EXAMPLES_MAX)
                function._hypothesis_internal_use_settings = hypothesis.settings(  # type: ignore[union-attr]
                    wanted, max_examples=fewer
                )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        try:
            self._work(Session(session))
        except Exception as error:
            # Whoever wanted this has to know, and not pytest.
            self.error = error
        return True


def with_session(
    tests: Iterable[str], work: Callable[[Session], None], *, has_database: bool
) -> None:
    """Collect tests and do something with them, without output."""
    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        # The least example that fails is of no interest, and neither is how slow the machine is.
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutation")
    be_silent()
    # What makes databases imports all of the product.
    more = [] if has_database else ["--noconftest"]
    loop = _Loop(work)
    pytest.main([*_OPTIONS, *more, *tests], plugins=[loop])
    if loop.error is not None:
        raise loop.error


def be_silent() -> None:
    """Throw away what this process prints from now on."""
    silent = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    for number in (1, 2):
        os.dup2(silent, number)
    os.close(silent)
