"""The key of a request's scope under which its caller stands."""

CALLER_KEY = "taskora.caller"
