"""How quick the pages are: the product served as people run it, asked by wrk; and beside a bare view."""
