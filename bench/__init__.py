"""Ratios against a yardstick measured in the same run."""
