"""The forms of a report: each file gives `report(found)` as text, some `statistics(found)` too."""
