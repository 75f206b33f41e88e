"""Single turns that are made so that it is known what has to come of them."""
