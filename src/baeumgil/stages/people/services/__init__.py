"""Services of `people`."""
