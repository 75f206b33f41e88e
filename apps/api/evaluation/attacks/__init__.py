"""Instructions in what the assistant reads, and a model that obeys all of them."""
