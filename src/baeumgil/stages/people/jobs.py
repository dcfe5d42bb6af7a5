"""Background entry points of `people`."""
