"""Background entry points of `roadmap`."""
