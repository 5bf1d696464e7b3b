import pytest
from tests.cast import *
from tests.pages.every_page import stock
from tests.walls.seeing import queries_counted, seen
from northing.queries import compare
from northing.queries.comparing import Asked
from datetime import date
pytestmark = pytest.mark.django_db
def test_it(cast, capsys):
    s = stock(cast)
    with capsys.disabled():
        for who in (cast.lea, cast.vera):
            c = client_for(who)
            for url in ("activity/","activity/?team=platform&kind=check_ins","activity/?verbs=stopped","activity/?since=2026-01-10&until=2026-02-20","activity/37/","compare/","compare/?from=2026-01-07&to=2026-03-01&team=platform","okrs/O-1/history/","okrs/KR-1/history/","teams/platform/history/","settings/history/",f"metrics/{s.metric}/history/",f"settings/cycles/{cast.cycle}/history/",f"settings/people/{who.person}/history/"):
                with queries_counted() as asked:
                    r = seen(c.get, f"/kestrel/{url}")
                print(url, r.status_code, len(asked), len(r.content))
            for url in ("activity/", "compare/", "activity/37/", "okrs/O-1/history/", "compare/?team=platform"):
                with queries_counted() as asked:
                    r = c.get(f"/@2026-02-20/kestrel/{url}")
                print("past", url, r.status_code, len(asked), len(r.content))
        found = compare.compare(cast.lea, Asked(date(2026,1,7), date(2026,3,12)))
        print("".join(p.text for p in found.sentence))
        for sec in found.sections:
            print(sec.code, sec.total)
            for l in sec.lines: print("    ", l.what.key, l.what.text, l.above and l.above.text, "|", l.before,"|", l.after, l.reason, l.status, l.then and l.then.text, l.now and l.now.text)
