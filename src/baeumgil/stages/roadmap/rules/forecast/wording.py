"""What the forecast takes for granted, in plain sentences."""

from collections.abc import Sequence
from datetime import date

from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.forecast.outlook import Outlook, Question
from baeumgil.stages.roadmap.rules.forecast.rates import Rates
from baeumgil.stages.roadmap.terms import Trigger


def assumptions(outlook: Outlook, question: Question, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The sentences that belong under every table and chart of this forecast."""
    said = [
        (
            f"{_day(question.on)} 인사 자료의 재직자 {outlook.people:,}명에서 시작해 "
            f"앞날을 {outlook.draws}번 그려 보았습니다. 인원은 그 평균이고, 범위는 열에 여덟이 드는 폭입니다."
        ),
        (
            "'확정'은 이미 있었던 임용·승진·보임과 법으로 정해진 정년퇴직일, 등록된 임용후보자에서 나온 인원이며, "
            "그사이 나갈 것으로 보이는 사람은 뺐습니다. '추정'은 앞으로 있을 임용·승진·보임에서 나올 인원입니다."
        ),
        "인원은 이수 기한이 그해에 오는 사람입니다. 이미 이수했거나 면제된 사람은 세지 않습니다.",
        _history(outlook.rates),
        (
            "과거의 임용·승진·퇴직 비율이 이어진다고 봅니다. 정원 조정, 채용 계획, 제도 변경은 담지 않았으므로 "
            "가정을 바꾸어 견주어 보세요."
        ),
        "정년퇴직은 인사 자료에 계산된 정년퇴직일에 하는 것으로 봅니다.",
        "앞으로 생길 휴직으로 기한이 미뤄지는 일은 담지 않았습니다.",
        (
            "좌석은 외부 과정으로 대체하는 비율을 빼고, 여러 구간으로 나뉜 단계는 구간마다 하나씩 셉니다. "
            "기수는 집합 구간만 정원으로 나누어 올림합니다."
        ),
    ]
    if any(stage.trigger is Trigger.COMPLETION for stage in stages):
        said.append("앞 과정을 마쳐야 시작하는 단계는 앞 과정을 그 기한에 마친다고 봅니다.")
    if question.changes:
        said.append("비율을 바꾼 가정입니다. 비율표의 '적용' 칸이 실제로 쓴 값입니다.")
    if question.widening > 1:
        said.append(f"지난 3년에 되돌려 보니 범위가 좁았으므로, 범위를 {question.widening:.1f}배로 넓혔습니다.")
    return tuple(sentence for sentence in said if sentence)


def _history(rates: Rates) -> str:
    years, exits = rates.history.years, rates.history.exit_years
    if not years:
        return "온전한 한 해의 인사 이력이 없어 앞으로의 임용·승진·퇴직을 추정하지 못했습니다. 확정 인원만 보세요."
    text = f"비율은 {years[0]}~{years[-1]}년 인사 이력에서 셌습니다."
    if not exits:
        return (
            f"{text} 퇴직한 사람의 기록이 없어 정년 전 퇴직은 없는 것으로 보았으므로, 실제보다 많게 나올 수 있습니다."
        )
    if exits != years:
        return f"{text} 정년 전 퇴직은 기록이 있는 {exits[0]}~{exits[-1]}년만 썼습니다."
    return text


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
