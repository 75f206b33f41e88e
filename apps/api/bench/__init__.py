"""Measures the request path: a minimal app, an earlier build and this working copy, in turn."""
