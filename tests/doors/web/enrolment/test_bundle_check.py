"""The page on which anybody has a bundle recomputed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from baeumgil.doors.web.enrolment import bundle_check
from tests.engines.selection_checking.bundles import sealed, small

pytestmark = pytest.mark.django_db


def send(content: bytes) -> Any:
    return Client().post(reverse("web:bundle-check"), {"bundle": SimpleUploadedFile("bundle.json", content)})


def test_nobody_need_sign_in_to_have_a_bundle_recomputed() -> None:
    shown = Client().get(reverse("web:bundle-check"))
    assert (shown.status_code, "검증 묶음 파일" in shown.content.decode()) == (200, True)
    answer = send(sealed(small()))
    assert answer.status_code == 200
    assert "적힌 그대로입니다" in answer.content.decode()


def test_what_differs_is_shown_and_escaped() -> None:
    changed = small()
    changed["result"]["waiting"] = ["<b>"]
    text = send(sealed(changed)).content.decode()
    assert "적힌 것과 다른 곳이 있습니다" in text
    assert "result.waiting[1]" in text
    assert "<b>" not in text
    assert "읽을" not in text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}\n", b"[" * 10_000])
def test_rubbish_is_answered_with_what_is_wrong(content: bytes) -> None:
    answer = send(content)
    text = answer.content.decode()
    assert (answer.status_code, "검증 묶음 파일이 아닙니다" in text) == (200, True)
    assert "적힌 것과 다른 곳이 있습니다" not in text
    assert "무엇이 다릅니까" in text


def test_a_bundle_written_in_another_form_is_still_a_bundle_that_was_changed() -> None:
    text = send(sealed(small()).rstrip() + b" \n").content.decode()
    assert "적힌 것과 다른 곳이 있습니다" in text
    assert "검증 묶음 파일이 아닙니다" not in text


def test_no_file_and_a_file_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().post(reverse("web:bundle-check")).status_code == 400
    monkeypatch.setattr(bundle_check, "MOST_BYTES", 10)
    answer = send(sealed(small()))
    assert (answer.status_code, "baeumgil enrolment verify" in answer.content.decode()) == (400, True)


def test_who_comes_while_others_are_served_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_check, "WAIT_SECONDS", 0)
    with bundle_check._one_at_a_time:
        answer = send(sealed(small()))
    assert (answer.status_code, "잠시 뒤에 다시" in answer.content.decode()) == (503, True)
