from tests.pages import test_every_page as T
import pytest
pytestmark = pytest.mark.django_db
looked = T.looked
def test_counts(looked, capsys):
    with capsys.disabled():
        print()
        rows = sorted(((len(s.asked), len(looked.many[k].asked), *k) for k, s in looked.few.items() if s.status == 200), reverse=True)
        for r in rows[:14]: print(*r)
