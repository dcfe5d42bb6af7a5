"""The ways in. Doors are thin and replaceable; they never touch tables."""
