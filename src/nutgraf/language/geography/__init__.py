"""Names of places, and the geography of one article."""
