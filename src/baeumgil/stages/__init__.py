"""The road: one application per stage, furnished alike."""
