"""연도 실적."""

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import InstituteNotFound, PlanInvalid
from baeumgil.stages.plan.models import Institute, YearResult
from baeumgil.stages.plan.services.examples import leave_examples

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_NAME, LONGEST_NOTE = 120, 300
LARGEST = 100_000_000


@action("plan.set_year_result")
def set_year_result(
    *,
    actor: Actor,
    institute: int,
    year: int,
    plan_name: str,
    planned_people: int,
    actual_people: int | None = None,
    note: str = "",
) -> None:
    """Write planned and actual people of a year; actual above plan is normal.

    `plan_name` says which version the planned figure belongs to: without it no rate means anything.
    """
    allow(may_edit_plan(actor))
    found = Institute.objects.filter(pk=institute).first()
    if found is None:
        raise InstituteNotFound(institute=institute)
    leave_examples(actor, found)
    problems = []
    if not plan_name.strip():
        problems.append(
            Problem(
                "blank",
                Said("어느 계획의 인원인지 없습니다.", "It does not say of which plan these figures are."),
                Said("계획의 이름을 적으세요.", "Give the name of the plan."),
                field="plan_name",
            )
        )
    for name, text, longest in (("plan_name", plan_name, LONGEST_NAME), ("note", note, LONGEST_NOTE)):
        if len(text.strip()) > longest:
            problems.append(
                Problem(
                    "too_long",
                    Said(f"{len(text.strip()):,}자는 너무 깁니다.", f"{len(text.strip()):,} characters are too many."),
                    Said(f"{longest}자 안으로 줄이세요.", f"Shorten it to {longest} characters."),
                    field=name,
                )
            )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(
            Problem(
                "year",
                Said(f"{year}년은 쓸 수 없습니다.", f"The year {year} cannot be used."),
                Said(f"{FIRST_YEAR}~{LAST_YEAR} 사이로 적으세요.", f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."),
                field="year",
            )
        )
    for name, value in (("planned_people", planned_people), ("actual_people", actual_people)):
        if value is not None and value > LARGEST:
            problems.append(
                Problem(
                    "too_large",
                    Said(f"{value:,}은(는) 너무 큽니다.", f"{value:,} is too large."),
                    Said("자릿수를 확인하세요.", "Check the number of digits."),
                    field=name,
                )
            )
        if value is not None and value < 0:
            problems.append(
                Problem(
                    "too_small",
                    Said(f"{value:,}은(는) 0보다 작습니다.", f"{value:,} is less than 0."),
                    Said("0 이상으로 적으세요.", "Give 0 or more."),
                    field=name,
                )
            )
    if problems:
        raise PlanInvalid(problems)
    YearResult.objects.update_or_create(
        institute_id=institute,
        year=year,
        defaults={
            "plan_name": plan_name.strip(),
            "planned_people": planned_people,
            "actual_people": actual_people,
            "note": note.strip(),
        },
    )
    record(f"{year}년 실적", institute=institute, year=year, planned=planned_people, actual=actual_people)
