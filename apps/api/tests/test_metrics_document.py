"""What the API exports is what the rules and the dashboard are made for (K9)."""

import re
from pathlib import Path

from prometheus_client import Metric

from taskora_api.metrics.registry import Metrics
from taskora_api.metrics.state import DatabaseCollector, DatabaseState

SOURCE = Path(__file__).parents[3] / "infra/monitoring/monitoring.yaml"
ENTRY = re.compile(
    r"^  - name: (?P<name>\w+)\n    type: (?P<type>\w+)\n    services: \[(?P<services>[^]]*)\]"
    r"(?:\n    labels: \[(?P<labels>[^]]*)\])?",
    re.MULTILINE,
)
# What the client of Prometheus knows of a process, of which rules and dashboard read a few.
OF_THE_CLIENT = ("process_", "python_gc_")

Shape = tuple[str, frozenset[str]]


def _listed(text: str) -> dict[str, Shape]:
    """Read the list of metrics, of those that the API has."""
    metrics = text.split("\nmetrics:\n")[1].split("\nothers:\n", maxsplit=1)[0]
    return {
        entry["name"]: (entry["type"], frozenset((entry["labels"] or "").split(", ")) - {""})
        for entry in ENTRY.finditer(metrics)
        if "api" in entry["services"].split(", ")
    }


def _exported() -> list[Metric]:
    metrics = Metrics("1.0.0")
    state = DatabaseState({"in_use": 1, "idle": 0}, 10, True, 3, 3)
    metrics.registry.register(DatabaseCollector(lambda: state))
    metrics.begin_request()
    metrics.end_request("GET", "/api/v1/tasks", 200, 0.1)
    metrics.count_turn("embedded", "answered", 0.1, [("add_task", "done")])
    metrics.count_fallback("openai", "MODEL_RATE_LIMITED")
    metrics.count_model_tokens("openai", 10)
    metrics.count_rate_limited("changes")
    metrics.count_delivery("webhook", "sent", 0.1)
    return list(metrics.registry.collect())


def _shape(metric: Metric) -> Shape:
    labels = {label for sample in metric.samples for label in sample.labels} - {"le"}
    return metric.type, frozenset(labels)


def test_the_list_has_every_metric_of_the_api_with_its_type_and_labels() -> None:
    listed = _listed(SOURCE.read_text())
    exported = {
        metric.name + ("_total" if metric.type == "counter" else ""): _shape(metric)
        for metric in _exported()
    }
    own = {name: shape for name, shape in exported.items() if not name.startswith(OF_THE_CLIENT)}
    assert len(own) > 10
    assert {name: shape for name, shape in listed.items() if name in own} == own
    assert listed.keys() - own.keys() <= exported.keys()
