"""A firm of any size with everything that real use leaves, made in minutes and kept for the next run.

`python -m benchmarks.plenty --size large --data var/bench` makes it by hand; pages.py does so itself.
Rows are written in bulk within `store.guard.writing()`, because 400,000 check-ins by way of the
actions would take days; check.py then holds the result against what the actions would have written.
"""
