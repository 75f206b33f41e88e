"""Large files of each source, and what importing one takes: `python -m support.exchange_sizes`.

With a source and a file it reads that file and writes seconds of processor, megabytes and tasks as
JSON; alone it makes 20,000 tasks of each source and measures each in a process of its own.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from support.exchange import CONTEXT, NOW, zipped
from taskora_api.exchange.documents import Source, Task, TaskDocument
from taskora_api.exchange.exporting import FORMATS, export_file
from taskora_api.exchange.importing import import_file

ROWS = 20_000
NOTES = "A few sentences that somebody wrote about this task, as people do. " * 3


def _csv(rows: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _todoist(count: int) -> bytes:
    head = ["TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "DATE", "DATE_LANG", "TIMEZONE"]
    dates = ["every day", "every! 3 weeks at 20:00", "2026-05-01 10:00", "every last workday", ""]
    rows = (
        [
            "task",
            f"Task {n} @label",
            f"{NOTES}{n}",
            4,
            n % 3 + 1,
            dates[n % 5],
            "en",
            "Europe/Berlin",
        ]
        for n in range(count)
    )
    return zipped({"Large [1].csv": _csv([head, *rows])})


def _ticktick(count: int) -> bytes:
    head = [
        *("Folder Name", "List Name", "Title", "Tags", "Content", "Start Date", "Due Date"),
        *("Repeat", "Priority", "Status", "Created Time", "Timezone", "taskId", "parentId"),
    ]
    due, made = "2026-05-01T08:00:00+0000", "2026-01-01T08:00:00+0000"
    rows = (
        [
            *("F", f"List {n % 20}", f"Task {n}", "a, b", f"{NOTES}{n}", due, due),
            *("RRULE:FREQ=WEEKLY;BYDAY=FR", 3, 0, made, "Europe/Berlin", n, n + 1 if n % 2 else ""),
        ]
        for n in range(count)
    )
    return _csv([["Version: 7.1"], head, *rows]).encode()


def _google(count: int) -> bytes:
    tasks = [
        {
            **{"kind": "tasks#task", "id": f"id-{n}", "title": f"Task {n}", "notes": f"{NOTES}{n}"},
            **{"status": "needsAction", "due": "2026-05-01T00:00:00.000Z"},
            **{"updated": "2026-01-01T00:00:00.000Z", "links": []},
        }
        for n in range(count)
    ]
    lists = [{"id": "l", "title": "L", "items": tasks}]
    return json.dumps({"kind": "tasks#taskLists", "items": lists}).encode()


def _microsoft(count: int) -> bytes:
    due = {"dateTime": "2026-05-01T00:00:00.0000000", "timeZone": "UTC"}
    pattern = {
        "type": "weekly",
        "interval": 1,
        "daysOfWeek": ["friday"],
        "firstDayOfWeek": "sunday",
    }
    tasks = [
        {
            **{"id": f"id-{n}", "title": f"Task {n}", "status": "notStarted", "importance": "high"},
            **{"body": {"content": f"<p>{NOTES}{n}</p>", "contentType": "html"}},
            **{"dueDateTime": due, "createdDateTime": "2026-01-01T00:00:00Z"},
            **{"recurrence": {"pattern": pattern, "range": {"type": "noEnd"}}},
        }
        for n in range(count)
    ]
    return json.dumps([{"id": "l", "displayName": "L", "tasks": tasks}]).encode()


def _vikunja(count: int) -> bytes:
    tasks = [
        {
            **{"id": n + 1, "title": f"Task {n}", "description": f"<p>{NOTES}{n}</p>"},
            **{"done": False, "due_date": "2026-05-01T08:00:00Z", "repeat_after": 86400},
            **{"priority": 3, "labels": [{"id": 1, "title": "a"}], "related_tasks": {}},
            **{"created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z"},
        }
        for n in range(count)
    ]
    return zipped({"data.json": json.dumps([{"id": 1, "title": "P", "tasks": tasks}])})


def _super_productivity(count: int) -> bytes:
    entities = {
        f"t{n}": {
            **{"id": f"t{n}", "title": f"Task {n}", "notes": f"{NOTES}{n}", "projectId": "p"},
            **{"tagIds": [], "dueDay": "2026-05-01", "isDone": False, "created": 1770000000000},
            **{"timeEstimate": 3600000, "timeSpentOnDay": {"2026-01-01": 1}, "subTaskIds": []},
        }
        for n in range(count)
    }
    project = {"ids": ["p"], "entities": {"p": {"id": "p", "title": "P"}}}
    tasks = {"ids": list(entities), "entities": entities}
    return json.dumps({"data": {"project": project, "task": tasks}}).encode()


def _exported(source: Source) -> Callable[[int], bytes]:
    def make(count: int) -> bytes:
        tasks = tuple(
            Task(
                source_id=f"id-{n}",
                title=f"Task {n}",
                notes=f"{NOTES}{n}",
                tags=("a", "b"),
                parent_id=f"id-{n - 1}" if n % 3 else None,
                due_on=CONTEXT.today,
                created_at=NOW,
            )
            for n in range(count)
        )
        return b"".join(export_file(source, TaskDocument(tasks=tasks), NOW))

    return make


MAKERS: Mapping[Source, Callable[[int], bytes]] = {
    Source.TODOIST: _todoist,
    Source.TICKTICK: _ticktick,
    Source.GOOGLE_TASKS: _google,
    Source.MICROSOFT_TODO: _microsoft,
    Source.VIKUNJA: _vikunja,
    Source.SUPER_PRODUCTIVITY: _super_productivity,
    **{each: _exported(each) for each in FORMATS if each is not Source.TODOIST},
}


def measured(source: Source, path: Path) -> dict[str, float]:
    """Import a file in a process of its own; give seconds of processor, megabytes and tasks."""
    command = [sys.executable, "-m", "support.exchange_sizes", source, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _peak_megabytes() -> int:
    """The most that was resident; `ru_maxrss` would count what the parent had at the fork, too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024 // 1_000_000


def _read(source: Source, path: Path) -> None:
    content = path.read_bytes()
    begin = time.process_time()
    tasks = len(import_file(content, CONTEXT, source=source).document.tasks)
    seconds = time.process_time() - begin
    result = {"seconds": round(seconds, 2), "megabytes": _peak_megabytes(), "tasks": tasks}
    sys.stdout.write(json.dumps(result))


def main() -> None:
    """Measure one file, or one of each source."""
    if len(sys.argv) > 1:
        _read(Source(sys.argv[1]), Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for source, make in MAKERS.items():
            path = Path(folder) / source
            path.write_bytes(make(ROWS))
            size = path.stat().st_size // 1000
            sys.stdout.write(f"{source}: {size:,} kB {measured(source, path)}\n")


if __name__ == "__main__":
    main()
