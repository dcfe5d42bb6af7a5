"""사람·조직. Rosters and organisation charts come in; persons, units and posts with their dates go on."""
