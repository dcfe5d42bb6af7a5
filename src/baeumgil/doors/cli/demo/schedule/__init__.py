"""Rooms, instructors and calendars of the invented city, and the published year of Gyeongnam scheduled anew."""
