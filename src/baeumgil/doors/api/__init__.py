"""REST with an OpenAPI description."""
