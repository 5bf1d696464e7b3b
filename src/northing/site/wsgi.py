"""The door for web servers: `granian --interface wsgi northing.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from northing.site import memory
from northing.site.database import frugal, impatient
from northing.site.uploads import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
application = whole(get_wsgi_application())
for one in connections.all():
    impatient(one.settings_dict)
    frugal(one.settings_dict)

get_resolver()._populate()  # as the first request would
memory.settle()
