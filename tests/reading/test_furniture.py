from __future__ import annotations

import pytest

from nutgraf.reading.furniture import is_byline, is_furniture, strip_inline


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Read more: How the bridge was built",
        "Read more about the bridge in Valdivia",
        "Also read: The mayor's last year",
        "READ ALSO",
        "Related stories",
        "Most read",
        "More on this story",
        "Continue reading the main story",
        "Story continues below advertisement",
        "Lire aussi : Le pont de Valdivia",
        "Lea también: El puente",
        "Advertisement",
        "- ADVERTISEMENT -",
        "Publicidad",
        "Share",
        "Share this article on Facebook",
        "Share on Facebook Share on Twitter",
        "Facebook Twitter WhatsApp Email",
        "Tweet",
        "Print this article",
        "12 comments",
        "Comments (3)",
        "Home > News > Los Ríos",
        "Tags: bridge, Valdivia",
        "Filed under: Los Ríos",
        "Follow us on Twitter",
        "Follow @coastcourier and @anasoto on Twitter for more.",
        "Like us on Facebook",
        "Sign up for our newsletter and never miss a story.",
        "Subscribe now",
        "Get the day's top stories in your inbox every morning.",
        "By signing up you agree to our terms.",
        "We use cookies to make the site better.",
        "Contact the author at desk@coast.example",
        "Image copyright Getty Images",
        "Image copyrightAFP",
        "Image caption The bridge before it fell",
        "Photo: Ana Soto / Coast Courier",
        "(Photo: The bridge over the Calle-Calle in Valdivia.)",
        "[Video: The bridge falls. Watch on YouTube.]",
        "Photograph by Ana Soto",
        "Ana Soto/Getty Images",
        "A man walks over the bridge, via Reuters",
        "© 2014 Coast Courier",
        "Copyright 2014 Coast Courier. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "(Reporting by Ana Soto; Editing by Luis Rojas)",
        "Reporting by Ana Soto in Valdivia; editing by Luis Rojas",
        "Ana Soto in Valdivia contributed to this report.",
        "3 hours ago",
        "5 min read",
        "10:30 AM",
        "6:05 p.m.",
        "Updated 3 March 2014 10:30",
        "https://coast.example/bridge",
        "* * *",
        "___.",
        "FULL TEXT.",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Two men were hurt when the bridge fell.",
        "More than ten people were hurt, police said.",
        "More in the north of the city fled on Monday.",
        "Read more slowly, the judge told the clerk.",
        "Related to the fall of the bridge, two men were held.",
        "Share prices fell by 3 percent after the bridge did.",
        "Follow the money, the prosecutor said, and it leads to the mayor.",
        "Print workers went on strike in Valdivia on Monday.",
        "Twitter blocked the mayor's account on Monday.",
        "Facebook and Twitter blocked the account.",
        "Comments by the mayor drew anger on Monday.",
        "Photos showed the bridge in the river.",
        "Photo editors at the paper went on strike.",
        "Video of the fall was shown on television.",
        "Media sources in Valdivia reported ten dead.",
        "Images of the bridge went round the world.",
        "Copyright infringement was what the court found.",
        "Reporting by the paper led to the arrest. The mayor resigned.",
        "Written by the mayor in 2013, the letter asks for money.",
        "Published in 2013, the report warned of the bridge.",
        "Subscribers to the plan will be paid, the ministry said.",
        "Sign language was used at the trial.",
        "Register offices in Valdivia stayed shut.",
        "Want of money was the reason, the mayor said.",
        "Get out, the soldiers shouted.",
        "Contact with the boat was lost at noon.",
        "Ten minutes ago the bridge fell.",
        "Advertisements for the plan were found.",
        "News of the fall reached Santiago at noon.",
        "Search teams found two bodies.",
        "C company was the first to leave.",
        "Text messages between the two men were read out in court.",
        "By Monday, ten bodies had been found.",
        "Support for the mayor fell to 12 percent.",
        "Download speeds fell by half.",
        "Menu prices rose by 3 percent.",
        "Like many others, he left.",
        "The army has left",
        "市长离开了。",
        "ده نفر کشته شدند.",
    ],
)
def test_stories_are_not(line: str) -> None:
    assert not is_furniture(line)
    assert not is_byline(line)
    assert strip_inline(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Soto",
        "By ANA SOTO and LUIS ROJAS",
        "By Ana Soto, Coast Courier",
        "By Ana Soto | Coast Courier",
        "by Ana Soto",
        "Written by Ana Soto",
        "By Luis Rojas Jr.",
        "Por Ana Soto",
        "Ana Soto, Staff Writer",
        "Ana Soto - Chief Political Correspondent",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Ten Had Died",
        "By the River",
        "By noon",
        "By Ana Soto's account, ten died.",
        "The mayor fled, said a reporter",
        "Von der Leyen Visits Valdivia",
        "By",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ("The bridge fell. (Photo: Ana Soto) Nobody was hurt.", "The bridge fell. Nobody was hurt."),
        ("The bridge fell. (Read more: The bridge) Nobody was hurt.", "The bridge fell. Nobody was hurt."),
        ("Nobody was hurt. Follow @anasoto on Twitter.", "Nobody was hurt."),
        ("Nobody was hurt. (© Coast Courier 2014. All Rights Reserved.)", "Nobody was hurt."),
        ("Nobody was hurt. (Reporting by Ana Soto; editing by Luis Rojas)", "Nobody was hurt."),
        ("Nobody was hurt. Copyright 2014 Coast Courier. All rights reserved.", "Nobody was hurt."),
        ("THE MAYOR LEFT. [CONTINUED]", "THE MAYOR LEFT."),
        (
            "Nobody (two boats aside) was hurt. [The mayor] left.",
            "Nobody (two boats aside) was hurt. [The mayor] left.",
        ),
    ],
)
def test_stretches_within_a_paragraph(paragraph: str, left: str) -> None:
    assert strip_inline(paragraph) == left
