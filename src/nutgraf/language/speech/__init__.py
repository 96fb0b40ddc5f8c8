"""Who says so: constructions that attribute, stances, who a source is."""
