"""The door for web servers: `granian --interface wsgi northing.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
application = get_wsgi_application()
