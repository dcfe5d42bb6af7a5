"""Local accounts."""

from django.contrib.auth.backends import ModelBackend


class LocalAccounts(ModelBackend):
    """Username and password."""
