"""The cast is what its docstring promises; every other test leans on it."""

from northing.domain.access import Scope
from northing.queries import callers
from tests.cast import Cast, bearer, client_for, token_for


def test_each_has_the_place_that_the_cast_promises(cast: Cast) -> None:
    assert cast.ada.is_admin
    assert cast.lea.leads == {cast.platform}
    assert cast.max.teams == {cast.platform}
    assert not cast.max.leads
    assert not cast.vera.is_member
    assert cast.otto.workspace != cast.ada.workspace
    assert set(cast.key_results) == {
        "increase", "decrease", "keep", "milestones", "yes_no", "find_baseline",
    }  # fmt: skip


def test_a_token_stands_for_its_person_within_its_scopes(cast: Cast) -> None:
    standing = callers.by_token(token_for(cast.max, "check_in"), cast.max.now)
    assert standing is not None
    assert standing.caller.person == cast.max.person
    assert standing.caller.scopes == {Scope.READ, Scope.CHECK_IN}


def test_a_stranger_and_an_outsider_get_the_same_answer(cast: Cast) -> None:
    outsider = client_for(cast.otto).get(f"/{cast.slug}/")
    nowhere = client_for(cast.otto).get("/no-such-workspace/")
    assert outsider.status_code == nowhere.status_code == 404
    assert bearer(cast.lea)["Authorization"].startswith("Bearer nth_")
