"""Moving tasks to another space, with all that belongs to them."""
