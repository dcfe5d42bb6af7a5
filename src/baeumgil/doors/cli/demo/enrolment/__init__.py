"""Applications of the invented city: a replay of Gangneung 2025, and what goes on today."""
