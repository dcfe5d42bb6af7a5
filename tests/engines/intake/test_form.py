"""One object read field by field: what is wrong is written down, with the kind of value and the key that was meant."""

from baeumgil.engines.intake.faults import Faults
from baeumgil.engines.intake.form import NO_DAY, Form


def test_wrong_values_become_harmless_ones_and_all_are_written_down() -> None:
    faults = Faults()
    form = Form(faults, "", {"name": " ", "seats": "20", "day": "2026-02-30", "days": ["2026-03-02"] * 2, "roms": []})
    read = (form.id("name"), form.number("seats"), form.day("day"), len(form.days("days")), form.words("rooms"))
    form.close()
    assert read == ("", 0, NO_DAY, 1, ())
    assert [(fault.path, fault.english) for fault in faults.found] == [
        ("name", "This is empty. Write at least one character."),
        ("seats", "This must be a whole number without quotes, but it is a text (20). Correct it."),
        ("day", "2026-02-30: make it a day of the calendar from 1900 to 2200."),
        ("days[1]", "“2026-03-02” stands here twice. Remove or change one."),
        ("roms", "The format has no key “roms”. If you mean “rooms”, write that; otherwise remove it."),
    ]


def test_where_very_much_is_wrong_nobody_looks_for_the_key_that_was_meant() -> None:
    faults = Faults()
    form = Form(faults, "", {f"nam{number}": 1 for number in range(1_001)})
    form.text("name")
    form.close()
    assert "If you mean “name”" in faults.found[0].english
    assert faults.found[-1].english == "The format has no key “nam1000”. Remove it."


def test_where_only_one_number_is_right_it_is_named() -> None:
    faults = Faults()
    assert Form(faults, "", {"version": 2}).number("version", 1, least=1) == 1
    assert [(fault.korean, fault.english) for fault in faults.found] == [("2: 1이어야 합니다.", "2: it must be 1.")]
