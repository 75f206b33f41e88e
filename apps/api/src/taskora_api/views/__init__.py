"""Saved views: filters that have a name, with the order and the grouping of what they show."""
