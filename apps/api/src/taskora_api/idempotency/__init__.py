"""Requests that are sent again are done once: their first answers, kept for a day."""
