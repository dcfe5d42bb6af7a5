from baeumgil.stages.plan.rules.needs_values import Theme
from baeumgil.stages.plan.rules.survey_counting import Topic, counted, share_permille, theme_words, themes_of

AI, LAW = Topic("ai", "인공지능", "F1"), Topic("law", "법제")


def test_choices_are_counted_once_for_each_answer() -> None:
    answers = [["ai", "ai"], ["ai", "law"], ["gone"], []]
    assert counted([AI, LAW], answers) == ((AI, 2), (LAW, 1))


def test_shares_are_thousandths_of_those_who_answered() -> None:
    assert (share_permille(1, 3), share_permille(3, 3), share_permille(0, 0)) == (333, 1_000, None)


def test_themes_are_counted_by_their_words_and_rare_ones_left_out() -> None:
    words = {"AI": ("ai", "인공지능"), "법": ("조례",), "빈": ("",)}
    wishes = ["AI로 보고서", "인공지능 인공지능", "조례 쓰기", "쉼"]
    assert themes_of(wishes, words) == (Theme("AI", 2), Theme("법", 1))
    assert themes_of(wishes, words, least=2) == (Theme("AI", 2),)


def test_a_policy_of_themes_is_read_as_far_as_it_holds_lists() -> None:
    assert theme_words({"AI": ["ai"], "x": 3}) == {"AI": ("ai",)}
    assert theme_words(None) == {}
