"""Days, months and spans, one by one and as columns."""
