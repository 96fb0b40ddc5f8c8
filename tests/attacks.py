"""What an article, a model, a file name or an address may say, to whoever puts it on a page."""

from __future__ import annotations

ATTACKS = [
    "</script><script>window.ran = 1</script>",
    "</style><svg onload='window.ran = 1'>",
    "<!--<script>window.ran = 1</script>-->",
    "<img src=x onerror=window.ran=1>",
    "\"' onmouseover=window.ran=1 onfocus=window.ran=1 autofocus x=\"'",
    "javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    'https://evil.example/"><script>window.ran=1</script>',
    "</title></textarea></noscript><iframe srcdoc='<script>parent.ran=1</script>'>",
    "{{ 7 * 7 }}{% for x in range(9) %}{{ config }}",
    "${window.ran = 1}`;window.ran=1;//",
    "\u2028window.ran=1\u2029//",
    '\\u003cscript>\\"&lt;b&gt;&amp;',
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example/>",
    "]]><?php ?><![CDATA[<x>",
]
NAMES = [
    "محمد بن سلمان القحطاني",
    "王小明、李雷",
    "👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🇲🇿",
    "Zoë Ó Brádaigh-Ngũgĩ",
]
ACTING = "a\u202egnp.exe\x00\x1b[31m\x85\r\nb"
"""Characters that turn text round or control a terminal. The pages show others in their place."""
