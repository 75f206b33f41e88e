"""All sentences of the assistant, as messages with arguments; no other module of it has any."""
