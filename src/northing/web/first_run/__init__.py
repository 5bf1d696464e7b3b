"""From an empty database to a team with an objective and two key results, in two minutes."""
