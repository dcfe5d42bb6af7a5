"""A plan leads to its next room."""

from datetime import date

import pytest
from django.test import Client

from baeumgil.core.actors import Actor, Role
from baeumgil.stages.plan.services.committee import plan_meeting
from tests.build_committee import a_committee, a_plan_in_committee
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db


def test_a_plan_in_committee_leads_to_its_meeting_or_to_a_new_one(client: Client) -> None:
    scene = a_plan_in_committee()
    committee = a_committee(institute=scene.institute)
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/versions/{scene.version}"
    before = client.get(address).content.decode()
    meeting = plan_meeting(
        actor=Actor.operator("시험"), version=scene.version, committee=committee, held_on=date(2026, 12, 10)
    )
    after = client.get(address).content.decode()
    assert ("심의 회의 잡기" in before, "심의 회의 보기" in before) == (True, False)
    assert ("심의 회의 잡기" in after, f'href="/committee/meetings/{meeting}"' in after) == (False, True)
