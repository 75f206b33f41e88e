"""Conversations and their messages, kept as they were sent."""
