"""Actions of `enrolment`."""
