"""`baeumgil notices`, and what the doctor and the worker make of the outbox."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.stages.people.models import Contact, Delivery
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind
from tests.build import a_person
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gateway(settings: Any, tmp_path: Path) -> None:
    settings.GATEWAYS = {"mail": {"address": f"file:{tmp_path}", "secret": "", "sender": ""}}


def told() -> int:
    person = a_person("박나무")
    Contact.objects.create(person_id=person, channel=Channel.MAIL, address="namu@city.example", changed_at=clock.now())
    tell(people=[person], kind=NoticeKind.RESULT, key="result:1", title="선발되었습니다")
    return Delivery.objects.get().pk


def finding(call: Call) -> tuple[str, str]:
    found = json.loads(call("doctor", "--json").stdout)["findings"]
    return next((each["level"], each["message"]) for each in found if each["code"] == "outbox")


def test_what_is_due_is_delivered_once(call: Call, seeded: None, tmp_path: Path) -> None:
    told()
    first, second = (json.loads(call("notices", "deliver", "--json").stdout) for _ in range(2))
    assert first == {"sent": 1, "waiting": 0, "failed": 0, "uncertain": 0}
    assert second == {"sent": 0, "waiting": 0, "failed": 0, "uncertain": 0}
    assert len(list(tmp_path.iterdir())) == 1


def test_what_did_not_go_out_is_listed_without_its_address(call: Call, seeded: None) -> None:
    number = told()
    Delivery.objects.update(state=DeliveryState.FAILED, failure="SMTP 550")
    document = json.loads(call("notices", "list", "--json").stdout)
    assert [(row["id"], row["name"], row["address"]) for row in document["deliveries"]] == [
        (number, "박나무", "na***@city.example")
    ]
    assert (document["connected"], document["counts"]["failed"]) == (["mail"], 1)
    text = call("notices", "list")
    assert "박나무" in text.stdout
    assert "실패 1" in text.stderr
    assert call("notices", "list", "--state", "sent").stdout == ""


def test_the_worker_delivers_by_itself(call: Call, seeded: None, tmp_path: Path) -> None:
    told()
    assert call("work", "--once", "--lane", "short").exit_code == 0
    assert len(list(tmp_path.iterdir())) == 1
    assert Delivery.objects.get().state is DeliveryState.SENT


def test_the_doctor_sees_what_waits_too_long_and_what_needs_a_decision(call: Call, seeded: None, settings: Any) -> None:
    assert finding(call) == ("good", "알림이 나가는 수단: 전자우편")
    with clock.fixed(datetime(2026, 3, 10, 3, 0, tzinfo=UTC)):
        told()
    with clock.fixed(datetime(2026, 3, 10, 3, 0, tzinfo=UTC) + timedelta(minutes=11)):
        assert finding(call) == ("error", "알림 1건이 10분 넘게 나가지 못했습니다.")
    Delivery.objects.update(state=DeliveryState.UNCERTAIN)
    assert finding(call) == ("warning", "보내지 못했거나 확인이 필요한 알림이 1건 있습니다.")
    Delivery.objects.update(state=DeliveryState.SENT)
    settings.GATEWAYS = {}
    assert finding(call)[0] == "good"
