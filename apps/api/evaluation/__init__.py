"""Measures the assistant: lines with dates, single turns, and stories of several turns."""
