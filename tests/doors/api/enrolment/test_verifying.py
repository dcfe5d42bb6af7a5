"""`/enrolment/bundles/verify`."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baeumgil.doors.api.enrolment import verifying
from baeumgil.stages.people.terms import Scope
from tests.doors.api.conftest import a_key
from tests.engines.selection_checking.bundles import sealed, small

pytestmark = pytest.mark.django_db


def send(bundle: bytes, scope: Scope = Scope.ENROLMENT_READ) -> Any:
    return Client().post(
        "/api/v1/enrolment/bundles/verify",
        {"bundle": SimpleUploadedFile("bundle.json", bundle)},
        headers={"authorization": f"Bearer {a_key(scope)}"},
    )


def test_a_bundle_is_judged() -> None:
    sound = send(sealed(small())).json()
    assert (sound["is_sound"], sound["findings"], sound["figures"]["seated"]) == (True, [], 3)
    broken = send(sealed(small()).replace(b'"CCCC"', b'"CCCD"', 1))
    assert (broken.status_code, broken.json()["is_sound"]) == (200, False)


def test_another_scope_and_a_huge_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(sealed(small()), Scope.PEOPLE_READ).status_code == 403
    monkeypatch.setattr(verifying, "MOST_BYTES", 10)
    refused = send(sealed(small()))
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (422, "bundle")
