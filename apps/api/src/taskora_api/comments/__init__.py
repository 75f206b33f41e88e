"""What members say about a task."""
