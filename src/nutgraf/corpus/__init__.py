"""Corpus runs: many articles in, one run file with everything that came of them."""
