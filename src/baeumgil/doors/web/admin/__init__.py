"""Accounts, grants and API keys."""
