"""Tasks: model, queries that always name the owner, and the use cases over them."""
