"""Addresses of the needs pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import needs, needs_course, needs_gaps, needs_rounds, requests, surveys, surveys_answer

urlpatterns: list[URLPattern] = [
    path("needs", needs.index, name="needs"),
    path("needs.xlsx", needs.export, name="needs-export"),
    path("needs/decide", needs.decide, name="needs-decide"),
    path("needs/demand", needs.demand, name="needs-demand"),
    path("needs/<int:year>/courses/<int:course_id>", needs_course.show, name="needs-course"),
    path("needs/<int:year>/courses/<int:course_id>/undo", needs_course.undo, name="needs-course-undo"),
    path("needs/gaps", needs_gaps.show, name="needs-gaps"),
    path("needs/rounds", needs_rounds.index, name="needs-rounds"),
    path("needs/rounds/new", needs_rounds.new, name="needs-round-new"),
    path("needs/rounds/<int:round_id>", needs_rounds.show, name="needs-round"),
    path("needs/rounds/<int:round_id>/open", needs_rounds.begin, name="needs-round-open"),
    path("needs/rounds/<int:round_id>/close", needs_rounds.end, name="needs-round-close"),
    path("needs/requests", requests.index, name="needs-requests"),
    path("needs/requests/new", requests.new, name="needs-request-new"),
    path("needs/requests/<int:request_id>", requests.show, name="needs-request"),
    path("needs/requests/<int:request_id>/reopen", requests.reopen, name="needs-request-reopen"),
    path("needs/requests/<int:request_id>/withdraw", requests.withdraw, name="needs-request-withdraw"),
    path("needs/surveys", surveys.index, name="surveys"),
    path("needs/surveys/new", surveys.new, name="survey-new"),
    path("needs/surveys/enter", surveys.enter, name="survey-enter"),
    path("needs/surveys/<int:survey_id>", surveys.show, name="survey"),
    path("needs/surveys/<int:survey_id>/close", surveys.end, name="survey-close"),
    path("surveys/<int:survey_id>", surveys_answer.answer, name="survey-answer"),
]
