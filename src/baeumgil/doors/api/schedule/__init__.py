"""`/schedule`: one router per subject."""
