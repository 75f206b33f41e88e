"""The metrics of one application; no label holds a path or a person (docs/monitoring.md)."""

from collections.abc import Callable, Iterable
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

RateLimited = Literal["reads", "changes"]
DeliveryOutcome = Literal["sent", "failed", "dead"]
TurnOutcome = Literal["answered", "stopped", "failed", "lost"]

# Of requests, as in the front ends, so that one query serves all services.
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# From when something was due until it was sent.
LAG_SECONDS = (0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21600)
TURN_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
OTHER = "other"

# Those of calendar programs among them.
_DAV_METHODS = {"MKCALENDAR", "MKCOL", "PROPFIND", "PROPPATCH", "REPORT"}
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"} | _DAV_METHODS)
_SUCCESS, _STATUSES = 100, 600

# The time at which each series began would be a series of its own.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """Counts in a registry of its own, so that applications in one process do not mix."""

    def __init__(self, version: str) -> None:
        """Make every metric; one with labels appears when it has been counted."""
        self.registry = CollectorRegistry()
        GCCollector(self.registry)
        ProcessCollector(registry=self.registry)
        build = Gauge(
            "taskora_build_info",
            "Always 1; the label says which version runs.",
            ["version"],
            registry=self.registry,
        )
        build.labels(version).set(1)
        self._active = Gauge(
            "http_server_active_requests",
            "Requests that are being answered.",
            registry=self.registry,
        )
        self._requests = Histogram(
            "http_server_request_duration_seconds",
            "Time from the head of a request to the end of its answer.",
            ["method", "route", "status_class"],
            buckets=REQUEST_SECONDS,
            registry=self.registry,
        )
        self._turns = Counter(
            "taskora_assistant_turns_total",
            "Messages to the assistant, by how the answer ended.",
            ["assistant", "outcome"],
            registry=self.registry,
        )
        self._turn_seconds = Histogram(
            "taskora_assistant_turn_duration_seconds",
            "Time that the assistant took for an answer.",
            ["assistant"],
            buckets=TURN_SECONDS,
            registry=self.registry,
        )
        self._tool_calls = Counter(
            "taskora_assistant_tool_calls_total",
            "Calls of tools by the assistant, by what came of them.",
            ["tool", "outcome"],
            registry=self.registry,
        )
        self._fallbacks = Counter(
            "taskora_assistant_fallbacks_total",
            "Answers that the embedded assistant gave in place of a model that failed.",
            ["provider", "code"],
            registry=self.registry,
        )
        self._model_tokens = Counter(
            "taskora_assistant_model_tokens_total",
            "Tokens that models have read and written, as their providers count them.",
            ["provider"],
            registry=self.registry,
        )
        self._streams = Gauge(
            "taskora_event_streams",
            "Streams of events that are open.",
            registry=self.registry,
        )
        self._is_listening = Gauge(
            "taskora_events_listening",
            "Whether changes of other processes are notified, and not polled.",
            registry=self.registry,
        )
        self._rate_limited = Counter(
            "taskora_rate_limited_total",
            "Requests that were refused because their person was too fast.",
            ["of"],
            registry=self.registry,
        )
        self._rate_limits_lost = Counter(
            "taskora_rate_limits_lost_total",
            "Times at which the limits of changes were not shared, as the database did not answer.",
            registry=self.registry,
        )
        self._deliveries = Counter(
            "taskora_deliveries_total",
            "Attempts to deliver reminders, tests and codes, by what came of them.",
            ["channel", "outcome"],
            registry=self.registry,
        )
        self._delivery_lag = Histogram(
            "taskora_delivery_lag_seconds",
            "Time from when something was due until it was sent.",
            ["channel"],
            buckets=LAG_SECONDS,
            registry=self.registry,
        )
        self._dispatcher_idle = Gauge(
            "taskora_dispatcher_idle_seconds",
            "Since when it was not checked what is due; 0 where no channel is configured.",
            registry=self.registry,
        )
        # Finding the series of labels costs more than counting in it.
        self._request_series: dict[tuple[str, str, int], Histogram] = {}

    def watch_streams(self, count: Callable[[], float], is_listening: Callable[[], float]) -> None:
        """Take what reads the state of the streams; the exporter's thread calls it."""
        self._streams.set_function(count)
        self._is_listening.set_function(is_listening)

    def watch_dispatcher(self, idle_seconds: Callable[[], float]) -> None:
        """Take what reads how long the dispatcher was idle; the exporter's thread calls it."""
        self._dispatcher_idle.set_function(idle_seconds)

    def count_rate_limited(self, of: RateLimited) -> None:
        """Count a request that came too fast."""
        self._rate_limited.labels(of).inc()

    def count_rate_limit_lost(self) -> None:
        """Count that this process limits changes by itself for a time."""
        self._rate_limits_lost.inc()

    def count_delivery(
        self, channel: str, outcome: DeliveryOutcome, lag_seconds: float | None
    ) -> None:
        """Count an attempt, with how late it was where it was sent."""
        self._deliveries.labels(channel, outcome).inc()
        if lag_seconds is not None:
            self._delivery_lag.labels(channel).observe(max(lag_seconds, 0))

    def begin_request(self) -> None:
        self._active.inc()

    def end_request(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request; `route` is the template of the address, None where there is none."""
        self._active.dec()
        key = (method, route or OTHER, status // 100)
        series = self._request_series.get(key)
        if series is None:
            known = method if method in _METHODS else OTHER
            series = self._requests.labels(known, key[1], _class_of(status))
            # Methods that nobody knows have no end.
            if known != OTHER:
                self._request_series[key] = series
        series.observe(seconds)

    def count_turn(
        self,
        assistant: str,
        outcome: TurnOutcome,
        seconds: float,
        tool_calls: Iterable[tuple[str, str]],
    ) -> None:
        """Count a turn with its calls, each as its tool and what came of it."""
        self._turns.labels(assistant, outcome).inc()
        self._turn_seconds.labels(assistant).observe(seconds)
        for tool, call_outcome in tool_calls:
            self._tool_calls.labels(tool, call_outcome).inc()

    def count_fallback(self, provider: str, code: str) -> None:
        """Count an answer of the embedded assistant in place of a provider's model."""
        self._fallbacks.labels(provider, code).inc()

    def count_model_tokens(self, provider: str, tokens: int) -> None:
        """Count what a response of a provider's model has taken."""
        self._model_tokens.labels(provider).inc(tokens)


def _class_of(status: int) -> str:
    """Without a status the client left, or the connection broke, before there was an answer."""
    return f"{status // 100}xx" if _SUCCESS <= status < _STATUSES else "none"
