"""The door for web servers: `granian --interface wsgi northing.site.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
application = get_wsgi_application()

# What start-up made stays for good: the collector need not look at it again with every request.
gc.collect()
gc.freeze()
