"""Feeds of tasks by secret addresses: made by a person, shown once, ended at any time."""
