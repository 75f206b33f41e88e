"""Reminders of tasks: what they are, when each is due, and putting what is due into the outbox."""
