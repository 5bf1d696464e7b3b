"""Figures that look well and decide nothing, or that are easily made to look well, in every language read.

The distinction is that of Ries, *The Lean Startup*, 2011, chapter 7; those of work are counted where
they should be understood (Forsgren, Humble & Kim, *Accelerate*, 2018, chapter 2).
"""

import re

_SEEN = (
    "followers", "likes", "retweets", "impressions", "page views?", "pageviews?", "downloads", "github stars",
    "stars on github", "hits", "clicks", "views", "seitenaufrufe", "seitenansichten", "impressionen", "klicks",
    "abonnenten", "follower",
)  # fmt: skip
_WORKED = (
    "story ?points?", "lines? of code", "velocity points", "commits", "pull requests", "hours worked",
    "tickets closed", "codezeilen", "zeilen code", "arbeitsstunden", "überstunden",
)  # fmt: skip
VAIN = re.compile(rf"\b(?:{'|'.join((*_SEEN, *_WORKED))})\b", re.IGNORECASE)
"""One such figure."""
PER = re.compile(r"(?:\b(?:per|pro|je)\s|/\s?)([\w.,]+)\s*([^\W\d_]*)", re.IGNORECASE)
"""What makes a ratio of it: `per hour spent`, `per 1,000 impressions`."""
