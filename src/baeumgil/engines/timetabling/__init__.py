"""Placing a year's sessions into days, rooms and instructors: solved, bounded, explained, re-planned.

The problem and the plan are the open format of docs/formats/timetable.md. Nothing here knows a database.
"""
