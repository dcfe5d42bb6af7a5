"""Who listens to what: one line per reaction, run in the same transaction in the order written."""
