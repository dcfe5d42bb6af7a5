"""Gateways for mail, text messages and messengers: one message out, one answer back."""
