"""Traces of requests, for a collector that a setting names."""
