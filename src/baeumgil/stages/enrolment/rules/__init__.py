"""Rules of `enrolment`."""
