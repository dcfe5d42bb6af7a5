"""The page of one unit, for its liaison and its head."""
