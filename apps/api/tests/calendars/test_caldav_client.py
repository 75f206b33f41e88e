"""The client of Python, and a program that tests servers, over a real connection.

Their packages cannot be installed beside ours: `nx run api:test-caldav` makes them an environment
of their own and names it by TASKORA_TEST_CALDAV.
"""

import ast
import json
import os
import subprocess
from pathlib import Path

import pytest

from support.caldav import ROOT, application, serving
from support.caldav_tester import FOUND
from support.calendar_store import ANN, PASSWORD, MemoryStore
from support.events_as_tasks import EventsAsTasks

PYTHON = os.environ.get("TASKORA_TEST_CALDAV")
CLIENT = Path(__file__).parents[1] / "clients" / "caldav_1.py"
TIMEOUT_SECONDS = 900
NEEDS = pytest.mark.skipif(PYTHON is None, reason="npx nx run api:test-caldav")


def _run(*arguments: str) -> str:
    """Run a program of that environment to its end."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    process = subprocess.run(
        [str(PYTHON), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_SECONDS,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@NEEDS
def test_the_client_finds_makes_completes_synchronises_and_deletes() -> None:
    with serving(application(MemoryStore())) as url:
        story = json.loads(_run(str(CLIENT), f"{url}{ROOT}/", ANN.id, PASSWORD))
    assert story["names"] == story["names after"] == ["Tasks"]
    assert story["components"] == ["VTODO"]
    assert story["open"] == story["all"] == story["reopened"] == ["milk"]
    assert story["open after"] == []
    assert story["changed"] == 1
    assert story["by category"] == ["plain"]
    for mode in ("whole", "safe", "this_and_future"):
        lines = set(story[mode])
        # The occurrence of 3 March is over, however it was said, and the rule is there.
        assert {"RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU", "DUE:20260310T090000Z"} <= lines, mode
        assert "X-KEPT;A=b:c" in lines
        assert not [line for line in lines if line.startswith(("RECURRENCE-ID", "COMPLETED"))]


@NEEDS
@pytest.mark.timeout(TIMEOUT_SECONDS)
def test_the_tester_finds_nothing_broken() -> None:
    with serving(EventsAsTasks(application(MemoryStore()))) as url:
        written = _run(
            *("-m", "caldav_server_tester.caldav_server_tester", "--format", "hints"),
            *("--caldav-url", f"{url}{ROOT}/", "--caldav-username", ANN.id),
            *("--caldav-password", PASSWORD),
        )
    found = ast.literal_eval(written)
    deviating = {
        name: each["support"]
        for name, each in found.items()
        if each.get("support", "full") != "full"
    }
    assert "broken" not in deviating.values()
    assert deviating == FOUND
