"""Addresses of `enrolment`: selections, results, bundles."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment import results, selections

urlpatterns: list[URLPattern] = [
    path("enrolment/calls/<int:call_id>/selection", selections.start, name="selection-start"),
    path("enrolment/selections/<int:selection_id>", selections.show, name="selection"),
    path("enrolment/selections/<int:selection_id>/sign", selections.sign_result, name="selection-sign"),
    path("enrolment/selections/<int:selection_id>/discard", selections.discard_result, name="selection-discard"),
    path("enrolment/selections/lines/<int:selection_line_id>", selections.line, name="selection-line"),
    path(
        "enrolment/selections/lines/<int:selection_line_id>/restore",
        selections.restore_line,
        name="selection-line-restore",
    ),
    path("enrolment/applications/<int:application_id>/result", results.result, name="result-page"),
    path("enrolment/applications/<int:application_id>/review", results.ask, name="review-ask"),
    path("enrolment/reviews", results.reviews, name="reviews"),
    path("enrolment/reviews/<int:review_id>", results.review, name="review"),
    path("selection/bundles/<int:call_id>.json", results.bundle, name="selection-bundle"),
]
