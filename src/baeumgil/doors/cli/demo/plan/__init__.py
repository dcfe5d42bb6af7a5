"""The invented city's courses, needs, plans, committee and approvals."""
