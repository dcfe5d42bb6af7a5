"""Pages of `plan`: catalogue, needs, the annual plan, committee, approval, papers."""
