"""Pages of `enrolment`: calls, applications, approvals, selections, waiting lists."""
