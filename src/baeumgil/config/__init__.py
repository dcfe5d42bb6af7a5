"""Settings, addresses, and the wiring page for reactions."""
