"""The doorrekening: what the plan does to the shortage, and what it does not know.

A pure room: texts and numbers in, frozen objects and plain data out. Nothing here reads a file, a
clock or a random number that was not passed in.

`reading.read_scenario` turns the texts of a scenario into a checked `Scenario`; the functions of
`questions` answer the three questions of `agdb scenario run | sensitivity | option`.
"""
