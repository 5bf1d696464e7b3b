"""The door for web servers: `granian --interface wsgi northing.site.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from northing.site.database import impatient
from northing.site.uploads import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
application = whole(get_wsgi_application())
for one in connections.all():
    impatient(one.settings_dict)

# What start-up made stays for good: the collector need not look at it again with every request.
gc.collect()
gc.freeze()
