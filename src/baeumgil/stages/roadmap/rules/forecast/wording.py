"""What the forecast takes for granted, in plain sentences."""

from collections.abc import Sequence
from datetime import date

from baeumgil.core.said import Said, english_day, joined
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.forecast.outlook import Outlook, Question
from baeumgil.stages.roadmap.rules.forecast.rates import Rates
from baeumgil.stages.roadmap.terms import Trigger


def assumptions(outlook: Outlook, question: Question, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The sentences that belong under every table and chart of this forecast."""
    said: list[Said] = [
        Said(
            f"{_day(question.on)} 인사 자료의 재직자 {outlook.people:,}명에서 시작해 "
            f"앞날을 {outlook.draws}번 그려 보았습니다. 인원은 그 평균이고, 범위는 열에 여덟이 드는 폭입니다.",
            f"It starts from the {outlook.people:,} people in service on {english_day(question.on)} and draws "
            f"{outlook.draws} futures: figures are their mean, ranges hold eight in ten of them.",
        ),
        Said(
            "'확정'은 이미 있었던 임용·승진·보임과 법으로 정해진 정년퇴직일, 등록된 임용후보자에서 나온 인원이며, "
            "그사이 나갈 것으로 보이는 사람은 뺐습니다. '추정'은 앞으로 있을 임용·승진·보임에서 나올 인원입니다.",
            "“Known” people follow from appointments, promotions and positions that have happened, from retirement by "
            "law and from registered candidates, less those likely to leave meanwhile; “estimated” ones from what is "
            "to come.",
        ),
        Said(
            "인원은 이수 기한이 그해에 오는 사람입니다. 이미 이수했거나 면제된 사람은 세지 않습니다.",
            "People count in the year in which their stage is due, and not where it is completed or exempted already.",
        ),
        _history(outlook.rates),
        Said(
            "과거의 임용·승진·퇴직 비율이 이어진다고 봅니다. 정원 조정, 채용 계획, 제도 변경은 담지 않았으므로 "
            "가정을 바꾸어 견주어 보세요.",
            "Past rates of appointment, promotion and leaving are taken to go on. Changes of posts, hiring plans and "
            "law are not in it: change the assumptions and compare.",
        ),
        Said(
            "정년퇴직은 인사 자료에 계산된 정년퇴직일에 하는 것으로 봅니다.",
            "People retire on the day computed from their personnel record.",
        ),
        Said("앞으로 생길 휴직으로 기한이 미뤄지는 일은 담지 않았습니다.", "Delays by future leave are not in it."),
        Said(
            "좌석은 외부 과정으로 대체하는 비율을 빼고, 여러 구간으로 나뉜 단계는 구간마다 하나씩 셉니다. "
            "기수는 집합 구간만 정원으로 나누어 올림합니다.",
            "Seats leave out the share replaced by courses elsewhere and count one for each part of a stage. Sessions "
            "divide the seats of class parts by the size of a class, rounded up.",
        ),
    ]
    if any(stage.trigger is Trigger.COMPLETION for stage in stages):
        said.append(
            Said(
                "앞 과정을 마쳐야 시작하는 단계는 앞 과정을 그 기한에 마친다고 봅니다.",
                "A stage that begins after another course is taken to begin when that course is due.",
            )
        )
    if question.changes:
        said.append(
            Said(
                "비율을 바꾼 가정입니다. 비율표의 '적용' 칸이 실제로 쓴 값입니다.",
                "Rates were changed: the table of rates shows in “used” what this forecast uses.",
            )
        )
    if question.widening > 1:
        said.append(
            Said(
                f"지난 3년에 되돌려 보니 범위가 좁았으므로, 범위를 {question.widening:.1f}배로 넓혔습니다.",
                f"Tried on the last three years the ranges were narrow: they are now {question.widening:.1f} times as "
                "wide.",
            )
        )
    return tuple(said)


def _history(rates: Rates) -> Said:
    years, exits = rates.history.years, rates.history.exit_years
    if not years:
        return Said(
            "온전한 한 해의 인사 이력이 없어 앞으로의 임용·승진·퇴직을 추정하지 못했습니다. 확정 인원만 보세요.",
            "No whole year of personnel history is known, so nothing to come could be estimated: look at known people "
            "only.",
        )
    text = Said(
        f"비율은 {years[0]}~{years[-1]}년 인사 이력에서 셌습니다.",
        f"Rates were counted in the personnel history of {years[0]} to {years[-1]}.",
    )
    if not exits:
        more = Said(
            "퇴직한 사람의 기록이 없어 정년 전 퇴직은 없는 것으로 보았으므로, 실제보다 많게 나올 수 있습니다.",
            "There are no records of people who left, so nobody is taken to leave early, and figures may be too high.",
        )
        return joined((text, more))
    if exits != years:
        more = Said(
            f"정년 전 퇴직은 기록이 있는 {exits[0]}~{exits[-1]}년만 썼습니다.",
            f"Leaving early was counted only in {exits[0]} to {exits[-1]}, of which there are records.",
        )
        return joined((text, more))
    return text


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
