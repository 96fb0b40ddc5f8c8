"""The index of places: what it knows, how names are written for it, and that any text can be asked for."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.reading.gazetteer import Candidate, capital_of, key, look_up, nations, neighbours_of


def towns(name: str) -> list[Candidate]:
    return [one for one in look_up(name) if one.is_town]


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Aleppo", "SY", 36.20, 37.16),
        ("Deir ez-Zor", "SY", 35.34, 40.14),
        ("Tulsa", "US", 36.15, -95.99),
        ("Cologne", "DE", 50.93, 6.95),
        ("St. Louis", "US", 38.63, -90.20),
        ("Saint Louis", "US", 38.63, -90.20),
        ("São Paulo", "BR", -23.55, -46.64),
        ("sao paulo", "BR", -23.55, -46.64),
        ("دير الزور", "SY", 35.34, 40.14),
        ("Магнитогорск", "RU", 53.42, 59.05),
        ("横浜市", "JP", 35.43, 139.65),
    ],
)
def test_towns_have_their_coordinates(name: str, country: str, latitude: float, longitude: float) -> None:
    largest = max(towns(name), key=lambda town: town.population)
    assert largest.countries == (country,)
    assert largest.latitude == pytest.approx(latitude, abs=0.1)
    assert largest.longitude == pytest.approx(longitude, abs=0.1)
    assert largest.geoname_id


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("UK", "GB"),
        ("DRC", "CD"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Burma", "MM"),
        ("Deutschland", "DE"),
        ("سوريا", "SY"),
        ("中国", "CN"),
    ],
)
def test_countries_go_by_their_names_in_the_news(name: str, country: str) -> None:
    assert (country,) in [one.countries for one in look_up(name) if one.kind == "country"]


@pytest.mark.parametrize(("word", "country"), [("Syrian", "SY"), ("Malians", "ML"), ("Turks", "TR"), ("Dutch", "NL")])
def test_peoples_lead_to_their_country(word: str, country: str) -> None:
    assert [one.countries for one in look_up(word) if one.kind == "adjective"] == [(country,)]


@pytest.mark.parametrize(
    ("name", "countries", "kind"),
    [
        ("Oklahoma", ("US",), "region"),
        ("Helmand", ("AF",), "region"),
        ("Bavaria", ("DE",), "region"),
        ("Gaza Strip", ("PS",), "region"),
        ("English Channel", ("FR", "GB"), "area"),
        ("Red Sea", (), "area"),
        ("Strait of Magellan", ("AR", "CL"), "area"),
        ("Mekong", ("CN", "KH", "LA", "MM", "TH", "VN"), "tract"),
        ("Sakhalin", ("RU",), "region"),
    ],
)
def test_regions_and_seas(name: str, countries: tuple[str, ...], kind: str) -> None:
    assert (countries, kind) in [(one.countries, one.kind) for one in look_up(name)]


def test_a_name_of_several_things_gives_them_all() -> None:
    kinds = {(one.kind, one.countries) for one in look_up("Georgia")}
    assert {("country", ("GE",)), ("region", ("US",))} <= kinds
    assert {town.admin1 for town in towns("Springfield")} >= {"IL", "MO", "MA"}


def test_another_name_is_marked_unless_it_only_drops_the_article() -> None:
    assert any(town.alias for town in towns("Halab"))
    assert not any(town.alias for town in towns("Qamishli"))
    assert not any(town.alias for town in towns("New York") if town.population > 5_000_000)


def test_capitals() -> None:
    damascus = capital_of("SY")
    assert damascus
    assert damascus in look_up("Damascus")
    assert capital_of("XX") is None


def test_nations_are_countries_peoples_and_states() -> None:
    assert {"syria", "syrian", "oklahoma", "ontario", "us", "darfur", "gulf of mexico"} <= nations()
    assert not {"aleppo", "lucas county", "helmand", "swat", "san salvador"} & nations()


def test_neighbours() -> None:
    assert neighbours_of("PT") == {"ES"}
    assert not neighbours_of("IS")


@pytest.mark.parametrize(("name", "country"), [("Stalingrad", "RU"), ("Pressburg", "SK"), ("Constantinople", "TR")])
def test_names_of_former_times(name: str, country: str) -> None:
    assert (country,) in [town.countries for town in towns(name) if not town.alias]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Saint-Étienne", "st etienne"),
        ("N’Djamena", "ndjamena"),
        ("  Ash  Shaykh ", "ash shaykh"),
        ("Łódź", "lodz"),
        ("", ""),
    ],
)
def test_key(name: str, written: str) -> None:
    assert key(name) == written


@given(st.text(max_size=200))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert all(one.countries or one.kind == "area" or one.kind == "region" for one in look_up(name))
    assert not any(character.isupper() for character in key(name))


def test_threads_can_look_up_side_by_side() -> None:
    found: list[int] = []
    work = [threading.Thread(target=lambda at=at: found.append(len(look_up(f"San Juan {at}"[:8])))) for at in range(8)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(set(found)) == 1
    assert found[0] > 1


def test_the_first_look_up_is_quick_and_small() -> None:
    """A bound for broken builds; `benchmarks/run.py` has the figures."""
    program = (
        "import resource, time; from nutgraf.reading.gazetteer import look_up, nations; "
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; begun = time.perf_counter(); "
        "assert look_up('Aleppo') and nations(); "
        "print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    seconds, kilobytes = map(float, done.stdout.split())
    assert seconds < 2
    assert kilobytes < 60_000
