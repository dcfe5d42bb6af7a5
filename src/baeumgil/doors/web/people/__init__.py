"""Pages about people, their organisation and the files they come from."""
