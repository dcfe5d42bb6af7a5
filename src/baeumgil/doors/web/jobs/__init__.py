"""The page of a job that runs in the background."""
