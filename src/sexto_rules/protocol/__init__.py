"""What a protocol is, once read: its typed model, its conditions, its days, its outcome.

`model` and `conditions` hold what a protocol says, `dates` what of it is in force on a day,
`outcome` the words in which every way of deciding answers. Nothing here reads a file or
evaluates a condition.
"""
