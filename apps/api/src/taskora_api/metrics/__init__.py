"""What Prometheus can ask about this process."""
