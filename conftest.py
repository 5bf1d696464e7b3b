"""For every test, those beside the pages included: no network, both databases, the cast, a browser."""

pytest_plugins = ("tests.offline", "tests.database", "tests.cast", "tests.browser")
