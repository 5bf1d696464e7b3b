"""One fault, one file: the name is the fault, the docstring is its manual page and its test.

A docstring says in one sentence what is wrong, then has the sections **Why.** (with the source),
**Flagged**, **Fine**, **How to fix.** and **Options.**, each of which begins a paragraph. Every line
under *Flagged* must raise the rule, none under *Fine* may.

A line is a statement, and after ` | ` what else is known of it, named as in `aims.py`:

- Reduce deployment time | baseline=45, target=45, unit=min, due=2026-06-30

Figures are written in the unit of the line, `owner=` is asked for and missing, `is_top=yes` is true,
`key_results=none` an objective that has none. Where a fault needs more than one statement they are
indented under their line: key results under an objective, objectives under a team.

How a key result was kept stands below it day by day, check-ins with or without `confidence=`, and each
`target=` on the day when it was set; a team's closed cycles stand below the team with the scores of
their key results. The names there are those of `histories.py`; `examples.py` reads all this.

Beside its docstring a rule has CODE, FAMILY, SEVERITY and OPTIONS, the limits that it reads.
"""
