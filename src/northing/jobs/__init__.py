"""What runs without a person: each task calls one action; which recur is data (schedules.py).

A task may be begun twice, so each must do the same when it runs again. It takes the workspace's id, or
nothing where it is the whole installation's.
"""
