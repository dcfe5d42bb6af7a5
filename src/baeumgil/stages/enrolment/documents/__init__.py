"""Papers of `enrolment`."""
