"""Every paper of the sample plan of 239 courses in every format, from the database to the finished file.

The yardstick is the book and its totals alone: what reading and counting cost before any paper is written.
"""

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.queries.plans import plan_book_of
from baeumgil.stages.plan.rules.totals import totals_of
from baeumgil.stages.plan.services.papers import make_paper
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import PaperFormat, PaperKind
from bench.measuring import Result, median_of, once, peak_megabytes

YEAR = 2019
MOST_SECONDS = 5.0
MOST_MEGABYTES = 500
KINDS = (PaperKind.PLAN, PaperKind.TOTALS, PaperKind.CHANGES, PaperKind.COURSES, PaperKind.MONTHS, PaperKind.NEEDS)
ACTOR = Actor.operator(reason="잰 값")


def run() -> list[Result]:
    """Each paper once in each format; the slowest of each format and the memory of all."""
    seed_plan(actor=ACTOR)
    load_seoul(actor=ACTOR)
    book, reading = median_of(lambda: plan_book_of(actor=ACTOR, year=YEAR), 3)
    _, counting = median_of(lambda: totals_of(book), 3)
    results = []
    for paper_format in PaperFormat:
        times = {}
        for kind in KINDS:
            paper, times[kind] = once(
                lambda kind=kind, paper_format=paper_format: make_paper(  # type: ignore[misc]
                    actor=ACTOR, kind=kind, format=paper_format, version=book.head.id
                )
            )
            assert paper.content  # noqa: S101
        slowest = max(times, key=lambda kind: times[kind])
        results.append(
            Result(
                name=f"papers {paper_format.value}",
                what=f"{len(book.lines)}줄 계획의 문서 {len(KINDS)}종, 가장 느린 것은 {slowest.value}",
                value=times[slowest],
                unit="s",
                yardstick_name="reading the plan and counting it",
                yardstick=reading + counting,
                ratio=times[slowest] / (reading + counting),
                limit=f"< {MOST_SECONDS:.0f} s each",
                is_passed=times[slowest] < MOST_SECONDS,
                note=f"모두 {sum(times.values()):.1f} s",
            )
        )
    memory = peak_megabytes()
    results.append(
        Result(
            name="papers memory",
            what="문서를 모두 만드는 동안의 기억 장치",
            value=memory,
            unit="MB",
            yardstick_name="",
            yardstick=None,
            ratio=None,
            limit=f"< {MOST_MEGABYTES} MB",
            is_passed=memory < MOST_MEGABYTES,
        )
    )
    return results
