"""Files for the plan: what their columns mean, what their rows say, and what they would change."""
