"""A second opinion on selections: recomputes a published bundle without a line of the engine that made it."""
