"""생애주기 로드맵. Careers and dated rules come in; requirements go on: who owes what, by when, on what basis."""
