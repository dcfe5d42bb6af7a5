"""`/plan`: one router per subject."""
