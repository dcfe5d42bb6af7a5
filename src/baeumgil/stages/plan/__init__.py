"""수요·연간계획. Requirements and surveyed needs come in; courses and an approved annual plan go on."""
