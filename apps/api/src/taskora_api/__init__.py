"""Taskora's API: tasks, conversations and the embedded assistant."""
