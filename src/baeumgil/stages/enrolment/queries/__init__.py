"""Questions to `enrolment`."""
