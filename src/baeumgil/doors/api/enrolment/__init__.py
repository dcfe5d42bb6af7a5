"""`/enrolment`: one router per subject."""
