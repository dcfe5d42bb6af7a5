"""가상 도시. An invented city, the same every time: no person in it exists.

The organisation has the shape of a real city's tree (public organisation codes) under an invented name;
grade, age and tenure follow a model calibrated on published national totals. Nothing here is official.
"""
