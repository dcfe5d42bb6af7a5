"""`baeumgil …` for operators."""
