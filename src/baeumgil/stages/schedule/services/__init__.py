"""Actions of `schedule`."""
