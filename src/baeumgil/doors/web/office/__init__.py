"""The training office's front page, and what its pages share."""
