"""Documents that hold no plan: none of their lines becomes a key result."""

import pytest

from northing.transfer.markdown import read

NO_PLANS = {
    "guidance": """# Writing good OKRs

An objective says where you go. A key result says how you know.

## Tips
- Objectives should inspire
- Use 3 to 5 key results
- A key result has a number, e.g. raise visits from 10 to 20

| Term | Meaning |
|---|---|
| Objective | What you want to achieve |
| Key result | How you measure it |
""",
    "changelog": """# Changelog

## 2.1.0 - 2031-02-03
### Added
- Import of tables (#12)
- 30% faster start

### Fixed
- [x] Crash when a list is empty
""",
    "minutes": """# Minutes, 3 March 2031

Present: Mira, Jon, Lea

## Budget
- Mira: needs 200 € more for seeds
- Jon will ask the bank

## Next steps
- [ ] Lea calls the supplier
- [x] Jon sends the minutes

| Action | Owner | Due |
|---|---|---|
| Call the bank | Jon | 2031-03-10 |
""",
    "recipe": """# Plum cake

## Ingredients
- 500 g flour
- 100% butter, 120 g
- 1 kg plums

## Steps
1. Mix for 10 minutes
2. Bake at 180 degrees for 40 min

<table><tr><th>Size</th><th>Time</th></tr><tr><td>Small</td><td>30 min</td></tr></table>
""",
    "release notes with people and numbers": """# Releases

## Version 2.4

### Commits
- [`3f1`] deps: update parser to 1.2 (Mira Holt) #12
- [`9c2`] test: 30% faster (Jon Eder) #14
- [x] docs: typo (Lea Berg)

## API

### Return: Handle
- `name` string (required)
- `size` number: 80%

### Team: builders
- Mira: parser
""",
    "unfilled template": """# OKR template

Objective: <what do you want to achieve?>

Key results:
- KR1: from X to Y
- KR2: ...
- KR3: TBD

| Objective | Key result | Owner |
|---|---|---|
| <objective> | <key result> | <name> |
| | TBD | |
""",
}


@pytest.mark.parametrize("name", NO_PLANS)
def test_what_is_no_plan_gives_no_key_results(name: str) -> None:
    plan = read(NO_PLANS[name].encode(), "page.md")
    assert [result.title for result in plan.key_results] == []
    assert len(plan.objectives) <= 1
