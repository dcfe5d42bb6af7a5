"""Actions of `plan`."""
