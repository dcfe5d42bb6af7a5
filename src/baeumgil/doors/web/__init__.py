"""Server-rendered pages, Korean first."""
