"""HTTP: routes, the error envelope, limits and probes. No service imports it or FastAPI."""
