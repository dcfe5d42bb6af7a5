"""Judging a timetable from its two files alone. Shares no code with the solver, so that no fault is shared either."""
