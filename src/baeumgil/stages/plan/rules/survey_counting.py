"""설문 집계. Choices and words counted; what too few gave is not shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from baeumgil.stages.plan.rules.needs_values import Theme


@dataclass(frozen=True, slots=True)
class Topic:
    """설문 항목. One choice, tied to a field of the field system by its code where it belongs to one."""

    code: str
    name: str
    field: str = ""


def counted(topics: Sequence[Topic], answers: Iterable[Sequence[str]]) -> tuple[tuple[Topic, int], ...]:
    """How many chose each topic, in the order of the topics; choices that are no topic are left out."""
    counts = Counter(choice for choices in answers for choice in set(choices))
    return tuple((topic, counts[topic.code]) for topic in topics)


def share_permille(count: int, answered: int) -> int | None:
    """Thousandths of those who answered; None when nobody did. Shares of several choices may exceed the whole."""
    return round(count * 1000 / answered) if answered else None


def themes_of(wishes: Iterable[str], words: Mapping[str, Sequence[str]], *, least: int = 1) -> tuple[Theme, ...]:
    """How many wishes touch each theme, the commonest first; themes named by fewer than `least` are left out.

    A wish touches a theme when it holds one of its words; a rough count that does not read meaning.
    """
    counts: Counter[str] = Counter()
    for wish in wishes:
        plain = wish.casefold()
        counts.update(theme for theme, keys in words.items() if any(key.casefold() in plain for key in keys if key))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Theme(word, count) for word, count in ordered if count >= least)


def theme_words(value: object) -> dict[str, tuple[str, ...]]:
    """The policy's themes with their words; what is no list of words is left out."""
    if not isinstance(value, Mapping):
        return {}
    return {
        str(theme): tuple(str(word) for word in words)
        for theme, words in value.items()
        if isinstance(words, list | tuple)
    }
