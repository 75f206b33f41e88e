"""HTTP: routes, the error envelope, limits and probes. Nothing else knows about HTTP."""
