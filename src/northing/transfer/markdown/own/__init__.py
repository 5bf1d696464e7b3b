"""Northing's own Markdown: sentences for people, and one fenced block per objective for what they cannot say.

Described in docs/importing.md. Where somebody edited a sentence, the sentence counts, not the block.
"""

from northing.transfer.markdown.own.reader import is_own, read

__all__ = ["is_own", "read"]
