"""Services of `roadmap`."""
