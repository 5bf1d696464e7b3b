"""What the writing coach says, and what somebody lets stand."""

from northing.web.base.findings import FindingRow, Remarks, WaivedRow


def remarks() -> Remarks:
    """A warning with a rewrite, a hint that means a word, and one that is let stand."""
    return Remarks(
        "1 warning, 1 hint", "risk", "warning",
        (
            FindingRow(
                "KR101", "#", "warning", "risk", "warning",
                "", "", "This is work to be done: what will be different once it is?",
                rewrite="__ from __ to __ by __, through a better dashboard", waive_url="#",
            ),
            FindingRow("KR119", "#", "hint", "none", "info", "What does “", "better", "” mean here?", "8"),
        ),
        (
            WaivedRow("KR118", "#", "Nobody says where the number comes from", "Fri 3 Apr 2026",
                      "The meter comes in April.", "Jonas Reith"),
        ),
        "1 let stand",
    )  # fmt: skip
