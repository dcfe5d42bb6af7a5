"""방침: rules as data with dates."""
