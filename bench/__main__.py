"""`python -m bench [--only NAME] [--json]`."""
