"""What places of events are resolved to. The articles are made up, their geography isn't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import event, passage, quick, record, records, values

from nutgraf.language.geography.atlas import Atlas
from nutgraf.schema import ArticleRecord, Dateline, Place, Span
from nutgraf.stages.places import resolve_places


def resolved(text: str, name: str, *, dateline: str | None = None, title: str | None = None) -> Place:
    article = record(text)
    if dateline or title:
        line = Dateline(place=dateline, text=f"{dateline} -") if dateline else None
        article = article.model_copy(update={"dateline": line, "title": title})
    return resolved_in(article, name)


def resolved_in(article: ArticleRecord, name: str) -> Place:
    spans = passage(article, name).spans
    (one,) = resolve_places(article, [event(places=[Place(id="l1", name=name, spans=spans, role="event")])])
    (place,) = one.places
    return place


def near(place: Place, latitude: float, longitude: float) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    return abs(place.latitude - latitude) < 0.2 and abs(place.longitude - longitude) < 0.2


@pytest.mark.parametrize(
    ("text", "name", "countries", "precision"),
    [
        ("Shells fell on northern Syria overnight.", "northern Syria", ["SY"], "region"),
        ("Troops massed at the Syrian-Turkish border.", "the Syrian-Turkish border", ["SY", "TR"], "area"),
        (
            "Malian officers met. Trucks queued at the border with Niger in Mali.",
            "border with Niger",
            ["ML", "NE"],
            "area",
        ),
        ("Rockets were fired from the Gaza Strip.", "the Gaza Strip", ["PS"], "region"),
        ("A tanker was boarded off the coast of Yemen.", "off the coast of Yemen", ["YE"], "area"),
        ("The dinghy sank in the English Channel.", "English Channel", ["FR", "GB"], "area"),
        ("The ship was hit in the Red Sea off Yemen.", "Red Sea", [], "area"),
        ("Clashes went on in Helmand province, Afghan officials said.", "Helmand province", ["AF"], "region"),
        ("The vote was held in Iceland.", "Iceland", ["IS"], "country"),
        ("A court in Georgia freed him. Tbilisi had asked Georgian judges to.", "Georgia", ["GE"], "country"),
        (
            "A court in Georgia freed him, Atlanta police and the sheriff said in Macon, Georgia.",
            "Georgia",
            ["US"],
            "region",
        ),
    ],
)
def test_regions_countries_and_areas_keep_their_words(
    text: str, name: str, countries: list[str], precision: str
) -> None:
    place = resolved(text, name)
    assert (place.name, place.countries, place.precision) == (name, countries, precision)
    assert place.latitude is None
    assert place.geoname_id is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen robbed a bank in Qwxburg. A French diplomat was held. Togo sent troops, Togo said.", "Qwxburg"),
        ("Crates were found in Qwxburg. A tip came from Dutch and from Belgian agents.", "Qwxburg"),
        ("A tip from Peru led to crates for Hamburg. They had been loaded at Qwxburg.", "Qwxburg"),
        ("A Liberia-flagged ship was boarded at Qwxburg.", "Qwxburg"),
        ("Norwegian sailors told Norwegian police of a brawl at Patras.", "Patras"),
        ("The trawler moored at Maluku. Canada will ask Canadian owners why.", "Maluku"),
    ],
)
def test_a_state_that_is_merely_mentioned_draws_no_place(text: str, name: str) -> None:
    assert set(resolved(text, name).countries) <= {"TG", "GR"}


@pytest.mark.parametrize(
    ("text", "name", "countries"),
    [
        ("Norwegian sailors told Norwegian police of a brawl in Gothenburg.", "Gothenburg", ["SE"]),
        ("He fled from Lemberg to Norway as a boy, and Norwegian papers wrote of it.", "Lemberg", ["UA"]),
        ("Rangers found the calf in Svalbard, Norwegian papers wrote.", "Svalbard", ["SJ"]),
        ("Two were hurt north of Ghent. Dutch and Danish teams had come for the race.", "Ghent", ["BE"]),
    ],
)
def test_a_city_of_another_country_than_the_articles(text: str, name: str, countries: list[str]) -> None:
    assert resolved(text, name).countries == countries


@pytest.mark.parametrize(
    ("text", "name", "countries"),
    [
        ("A body was found in the Rhine near Cologne.", "Rhine", ["DE"]),
        ("A ferry sank on the Zambezi, between Zambia and Zimbabwe.", "Zambezi", ["ZM", "ZW"]),
        ("Two climbers died in the Alps, police in Zermatt and in Bern said.", "Alps", ["CH"]),
        ("Heat gripped the Alps.", "Alps", []),
        ("Jets hit Kurdistan, Iraqi officials said in Baghdad.", "Kurdistan", ["IQ"]),
        ("Shots were fired in Kurdistan.", "Kurdistan", []),
        ("Jeeps were stuck in the Sahel, officers in Kolkata said.", "Sahel", []),
        ("A mine went off on the Oder near Frankfurt.", "Oder", ["DE", "PL"]),
        ("A yacht ran aground off Vancouver Island.", "Vancouver Island", ["CA"]),
        ("A yacht sank in the Gulf of California.", "Gulf of California", ["MX"]),
    ],
)
def test_rivers_ranges_and_landscapes_lie_where_the_article_says(text: str, name: str, countries: list[str]) -> None:
    assert resolved(text, name).countries == countries


@pytest.mark.parametrize(
    ("text", "name", "countries"),
    [
        ("Guards in Herat shot at smugglers at the Iranian border, Afghan police said.", "the Iranian border", "AF IR"),
        ("Lorries waited at the Portuguese border.", "the Portuguese border", "ES PT"),
        ("Lorries waited at the Polish border.", "the Polish border", "PL"),
        ("Japanese papers wrote in Tokyo of the Polish border.", "the Polish border", "PL"),
    ],
)
def test_a_border_has_the_neighbour_that_the_article_is_of(text: str, name: str, countries: str) -> None:
    assert resolved(text, name).countries == countries.split()


def test_a_region_in_lower_case_needs_its_countries() -> None:
    name = "the demilitarized zone"
    assert resolved(f"North Korean and South Korean officers met in {name}.", name).countries == ["KP", "KR"]
    assert "KP" not in resolved(f"Cypriot officers met in {name}.", name).countries
    west = "the west coast"
    assert resolved(f"Irish and American crews searched {west}. Irish police thanked them.", west).countries != ["US"]


@pytest.mark.parametrize(
    ("text", "name", "countries"),
    [
        ("Chinese engineers were hurt at Gwadar, China said. China asked for answers.", "Gwadar", ["PK"]),
        ("A convoy crossed the Sinai. Israel watched, Israeli papers wrote.", "the Sinai", ["EG"]),
        ("Norwegian sailors fought in Memel, Norway said.", "Memel", []),
        (
            "A ferry broke down on the Thames River. Canadian crews towed it to Chatham, in Canada.",
            "Thames River",
            ["CA"],
        ),
        ("A trawler sank off Lampedusa, Tunisia said.", "off Lampedusa", ["IT"]),
        ("A trawler sank off Qwxburg, Egypt said.", "off Qwxburg", []),
    ],
)
def test_a_name_that_is_known_abroad(text: str, name: str, countries: list[str]) -> None:
    assert resolved(text, name).countries == countries


def test_a_name_of_two_countries_is_told_by_a_town() -> None:
    text = "Rebels shelled {}, said officers. Congo has seen worse."
    assert resolved(text.format("a post in Bukavu"), "Congo").countries == ["CD"]
    assert resolved(text.format("a post in Pointe-Noire"), "Congo").countries == ["CG"]
    assert resolved(text.format("a post"), "Congo").countries == []


def test_the_capital_that_a_dateline_names_alone() -> None:
    text = "A bank in {} was robbed."
    assert resolved(text.format("San José"), "San José", dateline="SAN JOSÉ").countries == ["CR"]
    assert resolved(text.format("San Jose"), "San Jose", dateline="SAN JOSE, Calif.").countries == ["US"]
    assert resolved(text.format("Victoria"), "Victoria", dateline="VICTORIA").countries == []


def test_the_state_behind_a_town_decides() -> None:
    assert near(resolved("He was shot in Springfield, Ill., on Friday.", "Springfield"), 39.80, -89.64)
    assert near(resolved("He was shot in Springfield, Missouri, on Friday.", "Springfield"), 37.22, -93.30)
    assert near(resolved("The tower stands in Paris, Texas, not far from here.", "Paris"), 33.66, -95.56)


def test_a_town_with_its_state_in_the_name() -> None:
    place = resolved("He was shot in Muncie, Indiana, on Friday.", "Muncie, Indiana")
    assert (place.countries, place.precision) == (["US"], "town")
    assert near(place, 40.19, -85.39)


def test_a_town_has_the_id_of_geonames() -> None:
    assert resolved("Shells hit Aleppo, Syrian media said.", "Aleppo").geoname_id == 170063


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Lebanese troops entered Tripoli on Monday. Beirut had sent them.", "LB"),
        ("Libyan militias entered Tripoli on Monday. The Libyan army left.", "LY"),
    ],
)
def test_the_countries_of_the_article_decide(text: str, country: str) -> None:
    assert resolved(text, "Tripoli").countries == [country]


def test_towns_near_one_another_decide() -> None:
    text = "The flood reached Cambridge on Friday. Roads to Huntingdon, to Ely and to Royston were shut."
    assert resolved(text, "Cambridge").countries == ["GB"]


def test_the_largest_is_meant_where_nothing_speaks_against_it() -> None:
    assert near(resolved("A bank was robbed in London on Friday.", "London"), 51.5, -0.1)


def test_several_of_a_size_stay_open() -> None:
    place = resolved("A bank was robbed in Springfield on Friday.", "Springfield")
    assert (place.latitude, place.geoname_id) == (None, None)
    place = resolved("A fire broke out in San Miguel.", "San Miguel")
    assert (place.countries, place.latitude) == ([], None)


def test_a_village_abroad_is_not_guessed() -> None:
    text = "Syrian rebels took Damascus road posts. A raid in Lamay, said Syrian officers in Damascus, failed."
    place = resolved(text, "Lamay")
    assert place.latitude is None
    assert "PE" not in place.countries


def test_a_name_that_the_index_lacks_has_the_country_of_its_sentence() -> None:
    place = resolved("Fighters held Qwxzan, near Marib. Yemeni officers said so.", "Qwxzan")
    assert (place.countries, place.latitude, place.precision) == (["YE"], None, "town")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A guard at a bar on Lowell Street in Tulsa was shot.", "a bar on Lowell Street in Tulsa"),
        ("A guard was shot in Tulsa at a bar on Lowell Street.", "a bar on Lowell Street"),
        ("A guard was shot at a bar in Tulsa. Police closed Lowell Street.", "Lowell Street"),
        ("Shots were fired at Tulsa airport. Tulsa police and the sheriff said so.", "Tulsa airport"),
    ],
)
def test_a_street_or_site_has_its_towns_coordinates(text: str, name: str) -> None:
    place = resolved(text, name)
    assert (place.countries, place.precision, place.geoname_id) == (["US"], "point", None)
    assert near(place, 36.15, -95.99)


def test_an_embassy_is_not_on_the_soil_of_its_state() -> None:
    text = "On Monday the US embassy in Bujumbura was shut. American staff were flown out, the United States said."
    assert resolved(text, "the US embassy").countries == ["BI"]
    text = "On Monday a depot in Bujumbura was shut. US marines left the US base, American papers wrote."
    assert resolved(text, "the US base").countries == ["US"]


def test_a_site_between_two_towns_has_none() -> None:
    place = resolved("Police in Tulsa and in Dallas searched the depot, US agents said.", "the depot")
    assert (place.countries, place.latitude) == (["US"], None)


def test_the_capital_needs_one_country() -> None:
    assert near(resolved("Shells hit the capital, Syrian rebels said.", "the capital"), 33.51, 36.29)
    assert near(resolved("Talks were held in the Yemeni capital.", "the Yemeni capital"), 15.35, 44.21)
    place = resolved("Shells hit the capital.", "the capital")
    assert (place.countries, place.latitude) == ([], None)


def test_a_dateline_tells_the_country() -> None:
    place = resolved("Nine people died in Llochegua.", "Llochegua", dateline="HUANTA, Peru")
    assert place.countries == ["PE"]


def test_a_title_tells_the_town() -> None:
    place = resolved("Some boys set fire to a shed on Baker Street.", "Baker Street", title="Boys burn shed in Tulsa")
    assert near(place, 36.15, -95.99)


def test_capitals_throughout() -> None:
    place = resolved("A BOMB EXPLODED NEAR A BANK IN CUCUTA, COLOMBIA.", "CUCUTA")
    assert (place.countries, place.precision) == (["CO"], "town")
    assert near(place, 7.91, -72.5)


def test_nothing_is_known_of_a_side() -> None:
    assert resolved("Boats came from the east. Iraqi guards fired.", "the east").countries == []


def test_a_place_that_stands_in_no_sentence_is_left_alone() -> None:
    article = record("Nothing was said.")
    lost = Place(id="l1", name="zz", spans=[Span(start=90, end=92)], role="event")
    (one,) = resolve_places(article, [event(places=[lost])])
    assert one.places[0].countries == []


def test_the_names_of_a_sentence() -> None:
    article = record("Gunmen in Tulsa shot Jordan Miller. The sheriff said that they fled to Qwx.")
    names = [article.text[span.start : span.end] for span in Atlas(article).names(article.sentences[0])]
    assert names == ["Tulsa"]


@quick
@given(st.data())
def test_any_place_of_any_article_is_resolved(data: st.DataObject) -> None:
    article = data.draw(records())
    name = data.draw(values(article))
    start = data.draw(st.integers(0, len(article.text)))
    place = Place(id="l1", name=name, spans=[Span(start=start, end=start + len(name))], role="event")
    (one,) = resolve_places(article, [event(places=[place])])
    (after,) = one.places
    assert (after.name, after.spans, after.role) == (name, place.spans, "event")
    assert (after.latitude is None) == (after.longitude is None)
    assert after.geoname_id is None or after.latitude is not None
    assert all(len(country) == 2 for country in after.countries)


def shooting_in(text: str, *names: str) -> list[str]:
    article = record(text)
    places = [
        Place(id=f"l{n}", name=one, spans=passage(article, one).spans, role="event") for n, one in enumerate(names)
    ]
    one = event(places=places, type="shooting", sentences=[1])
    return [place.name for place in resolve_places(article, [one])[0].places]


def test_the_town_that_goes_without_saying_is_a_place_of_local_news() -> None:
    text = "A man was shot in the 400 block of Oak Street. Chicago police said so. The Chicago mayor grieved."
    assert shooting_in(text, "the 400 block of Oak Street") == ["the 400 block of Oak Street", "Chicago"]
    assert shooting_in("A man was shot on Monday, Chicago police said.") == ["Chicago"]


def test_the_town_of_a_quarter_is_a_place_of_local_news() -> None:
    told = "A man was shot in Philadelphia’s Hunting Park, police said. Philadelphia is shaken."
    assert shooting_in(told, "Hunting Park") == ["Hunting Park", "Philadelphia"]
    told = "A man was shot in the Hunting Park section, police said. Philadelphia police came. Philadelphia is shaken."
    assert shooting_in(told, "Hunting Park") == ["Hunting Park", "Philadelphia"]
    assert shooting_in("A man was shot in Mali’s Gao. Police in Bamako and in Bamako said so.", "Gao") == ["Gao"]


def test_a_town_just_behind_is_that_of_an_event_without_a_place() -> None:
    assert shooting_in("A man was shot. It happened near an office of Tulsa police, who came.") == ["Tulsa"]


def test_a_street_is_no_town() -> None:
    assert shooting_in("A man was shot on South Taft Court, which was closed.") == []


def test_a_town_or_a_region_is_enough() -> None:
    assert shooting_in("A man was shot in Tulsa, Chicago police said.", "Tulsa") == ["Tulsa"]
    assert shooting_in("A man was shot in northern Mali. Chicago police said so.", "northern Mali") == ["northern Mali"]
