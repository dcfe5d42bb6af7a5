"""`baeumgil enrolment …`."""
