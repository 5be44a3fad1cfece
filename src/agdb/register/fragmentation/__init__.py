"""How scattered the plan is: coverage, overlap, money and the network; numbers, never a verdict.

The three words are those of the US Government Accountability Office (GAO-15-49SP, 2015): several
hands in one field is fragmentation, alike goals or groups is overlap, and the same activity for the
same group is duplication. That several work in one field can be right, so nothing is coloured.
"""
