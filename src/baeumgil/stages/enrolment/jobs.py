"""Background entry points of `enrolment`. A job may run twice, so each can."""
