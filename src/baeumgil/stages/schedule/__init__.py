"""일정 편성. Planned courses, rooms and instructors come in; course sessions (기수) with their days go on."""
