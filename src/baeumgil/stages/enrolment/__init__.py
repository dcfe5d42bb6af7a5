"""신청·선발. Who may come, who asks to, who gets a seat and why, who waits, and who came in the end."""
