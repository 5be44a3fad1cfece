"""What came from open data and waits for a person: proposed, and in the register only if accepted.

`proposal` makes proposals of what came, `acceptance` makes a record of one; both are pure, for
commands and desk alike. `store` keeps what came, and what was decided of it, in a folder.
"""
