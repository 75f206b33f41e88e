"""The assistant: an agent over the same use cases that the routes call."""
