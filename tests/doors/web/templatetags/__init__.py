"""Tests of what templates draw with."""
