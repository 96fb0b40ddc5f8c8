from __future__ import annotations

import subprocess
import sys

import pytest

from nutgraf.reading.language import language_of

ENGLISH = "The bridge over the river fell on Friday, the mayor said, and nobody was hurt by it, which he had hoped for."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", ENGLISH),
        ("en", ENGLISH.upper()),
        ("en", "Bridge falls into river in Valdivia after engineer warned of cracks"),
        ("es", "El puente cayó el viernes al río, dijo el alcalde, y nadie resultó herido en la ciudad."),
        ("fr", "Le pont est tombé vendredi dans la rivière, a déclaré le maire, et personne n'a été blessé."),
        ("de", "Die Brücke ist am Freitag in den Fluss gestürzt, sagte der Bürgermeister, niemand wurde verletzt."),
        ("nl", "De brug is vrijdag in de rivier gevallen, zei de burgemeester, en niemand raakte gewond."),
        ("pt", "A ponte caiu no rio na sexta-feira, disse o prefeito, e ninguém ficou ferido na cidade."),
        ("ru", "Мост рухнул в реку в пятницу, заявил мэр, никто не пострадал."),
        ("uk", "Міст упав у річку в п'ятницю, заявив мер, ніхто не постраждав."),
        ("ar", "سقط الجسر في النهر يوم الجمعة، حسبما قال رئيس البلدية، ولم يصب أحد بأذى."),
        ("fa", "شهردار گفت پل روز جمعه به رودخانه سقوط کرد و کسی آسیب ندید."),
        ("hi", "मेयर ने कहा कि पुल शुक्रवार को नदी में गिर गया और कोई घायल नहीं हुआ।"),
        ("zh", "市长星期五在市政厅对记者说，这座桥在早上掉进了河里，没有人受伤。"),
        ("ja", "市長は金曜日、橋が川に落ちたが誰も怪我をしなかったと述べた。"),
    ],
)
def test_languages(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "Valdivia", "12 34 56", "!?", "Bridge falls", "qwzx vbnm hjkl qwzx vbnm hjkl qwzx vbnm"]
)
def test_what_is_too_short_or_no_language(text: str) -> None:
    assert language_of(text) is None


def test_english_needs_no_model() -> None:
    code = (
        "import sys; from nutgraf.reading.language import language_of; "
        f"print(language_of({ENGLISH!r}), 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["en", "False"]
