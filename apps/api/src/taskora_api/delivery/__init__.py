"""What is brought to people outside of the app: their channels, the outbox, and who sends."""
