"""Lines with and without dates, read by the grammar and by other programs side by side."""
