"""수요 전망. People and seats per stage and year, from present careers and the roster's own history."""
