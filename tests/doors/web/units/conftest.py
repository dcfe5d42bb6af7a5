"""Tests of these pages happen on one day."""

from tests.doors.web.office.city import held_clock

__all__ = ["held_clock"]
