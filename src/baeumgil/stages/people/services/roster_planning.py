"""From a roster and what is recorded to a plan of changes."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from baeumgil.core import policies
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.people.models import RosterImport
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.roster_state import with_history
from baeumgil.stages.people.rules.roster.decide import decide, needs_history
from baeumgil.stages.people.rules.roster.facts import NewUnit, Roster, RosterFacts
from baeumgil.stages.people.rules.roster.known import Known
from baeumgil.stages.people.rules.roster.leaving import leave_out
from baeumgil.stages.people.rules.roster.people import Setting
from baeumgil.stages.people.rules.roster.plan import PERSON, Plan
from baeumgil.stages.people.rules.roster.staging import made_by
from baeumgil.stages.people.rules.roster.units import UnitIndex
from baeumgil.stages.people.services.roster_reading import RosterOptions, check_policy
from baeumgil.stages.people.terms import PersonKind, RosterField, RosterState

LEAVERS = "people.roster_leavers"


def make_plan(
    roster: Roster, as_of: date, options: RosterOptions, *, everybody: Sequence[Known], broken: Collection[int]
) -> tuple[Plan, list[Problem]]:
    """What the roster changes, and problems of the file as a whole. Rows that are `broken` are left aside."""
    index = UnitIndex.of(unit_tree(as_of))
    setting = Setting(as_of, check_policy(as_of).retirement, index.names, index.root)
    for unit in roster.new_units:
        above = "" if unit.parent is None or unit.parent == index.root else index.names.get(unit.parent, "")
        setting.unit_names[unit.ref] = f"{above} {unit.name}".strip()
    plan = Plan()
    by_staff_no = {known.person.staff_no: known for known in everybody if known.person.staff_no is not None}
    by_candidate_no = {known.person.candidate_no: known for known in everybody if known.person.candidate_no is not None}
    matched = [(facts, _match(facts, by_staff_no, by_candidate_no)) for facts in roster.rows()]
    deep = [known for facts, known in matched if known is not None and needs_history(facts, known)]
    histories = {known.person.id: known for known in with_history(deep)}
    for facts, known in matched:
        if facts.row in broken:
            continue
        decide(facts, known if known is None else histories.get(known.person.id, known), plan, setting)
    problems = _of_the_whole(as_of, options)
    if not options.partial:
        there = {known.person.id for _, known in matched if known is not None}
        gone = [
            known for known in everybody if known.person.kind is PersonKind.OFFICIAL and known.person.id not in there
        ]
        serving = sum(known.person.kind is PersonKind.OFFICIAL for known in everybody)
        problems += _too_many_leavers(len(gone), serving, as_of, options)
        for known in gone:
            leave_out(known, plan, setting)
    return plan, problems


def _match(facts: RosterFacts, by_staff_no: Mapping[str, Known], by_candidate_no: Mapping[str, Known]) -> Known | None:
    """By staff number, else a candidate by candidate number; never by name."""
    found = by_staff_no.get(facts.staff_no) if facts.staff_no is not None else None
    if found is None and facts.candidate_no is not None:
        candidate = by_candidate_no.get(facts.candidate_no)
        if candidate is not None and (facts.staff_no is None or candidate.person.kind is PersonKind.CANDIDATE):
            return candidate
    return found


def _of_the_whole(as_of: date, options: RosterOptions) -> list[Problem]:
    later = (
        RosterImport.objects.filter(state=RosterState.APPLIED, as_of__gt=as_of)
        .order_by("-as_of")
        .values_list("as_of", flat=True)
        .first()
    )
    if later is None or options.partial:
        return []
    return [
        Problem(
            "as_of_too_early",
            Said(
                f"이미 {later} 기준 명단을 적용했습니다. 기준일({as_of})이 그보다 앞섭니다.",
                f"A roster as of {later} was already applied. The day of this one ({as_of}) is earlier.",
            ),
            Said(
                "더 최근 명단을 올리거나, 앞선 가져오기를 되돌린 뒤 다시 하세요.",
                "Upload a later roster, or undo the earlier import first.",
            ),
            field="as_of",
        )
    ]


def _too_many_leavers(gone: int, serving: int, as_of: date, options: RosterOptions) -> list[Problem]:
    value = policies.values_on([LEAVERS], as_of).get(LEAVERS)
    if options.allow_many_leavers or not isinstance(value, Mapping):
        return []
    if gone < int(value["at_least"]) or gone <= serving * float(value["share"]):
        return []
    return [
        Problem(
            "too_many_leavers",
            Said(
                f"재직자 {serving:,}명 가운데 {gone:,}명이 파일에 없습니다. 일부만 담긴 파일로 보입니다.",
                f"{gone:,} of {serving:,} people in service are not in the file. It seems to hold only a part.",
            ),
            Said(
                "전체 명단을 올리세요. 일부만 고치려면 '일부 명단'을, 정말 모두 퇴직했다면 '많은 퇴직 허용'을 켜세요.",
                "Upload the whole roster. To correct only a part turn on 'Partial "
                "roster'; if all of them have really left, 'many leavers allowed'.",
            ),
        )
    ]


def row_problems(plan: Plan, sheet: str, headings: Mapping[str, str]) -> list[Problem]:
    """Contradictions with the record. A missing column is one problem, not one for each row."""
    found = []
    missing: dict[RosterField, int] = {}
    for problem in plan.problems:
        if problem.code == "missing" and problem.field.value not in headings:
            missing[problem.field] = missing.get(problem.field, 0) + 1
            continue
        found.append(
            Problem(
                problem.code,
                problem.message,
                problem.remedy,
                sheet=sheet,
                row=problem.row,
                column=headings.get(problem.field.value, ""),
                field=problem.field.value,
            )
        )
    found += [
        Problem(
            "column_missing",
            Said(
                f"새로 들어온 {count:,}명의 임용일을 알 수 없습니다.",
                f"The day of appointment of {count:,} newcomers is not known.",
            ),
            Said(
                "임용일 열을 넣거나 열 맞춤에서 고르세요.",
                "Put in the column of the day of appointment or choose it in the column mapping.",
            ),
            sheet=sheet,
            field=field.value,
        )
        for field, count in missing.items()
    ]
    return found


def preview_of(plan: Plan, new_units: Sequence[NewUnit]) -> dict[str, Any]:
    """Counts and changes as JSON values, and how much will be made: what undoing must find again."""
    return {
        "counts": {kind.value: plan.counts[kind] for kind in sorted(plan.counts)},
        "changes": [list(change) for change in plan.changes],
        "made": made_by(plan, new_units),
        "people": len(plan.touched) + len(plan.inserts[PERSON]),
    }


def digest_of(imported: RosterImport, fingerprint: str) -> str:
    """Names exactly these changes to exactly this record: the file, how it was read, and what was recorded."""
    text = json.dumps(
        [
            imported.file_digest,
            imported.columns,
            imported.options,
            imported.as_of.isoformat(),
            imported.preview["counts"],
            fingerprint,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()
