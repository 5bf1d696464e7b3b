from tests.cast import Cast, client_for
from tests.walls.test_pages import addresses, within, _events
def test_it(cast: Cast) -> None:
    client = client_for(cast.vera)
    for name, path in within(cast, addresses(cast)).items():
        b=_events(); r=client.post(path, {})
        if _events()!=b: print("WRITES", name, path, r.status_code)
