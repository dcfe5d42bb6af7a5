"""Pages about the road: board, forecast, rules, training records, exemptions."""
