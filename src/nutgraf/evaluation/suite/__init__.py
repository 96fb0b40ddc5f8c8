"""The suite of hand-labelled articles: its labels, how a prediction is paired with them, and the measures."""
