"""Sync: what has changed since, and streams that say that something has."""
