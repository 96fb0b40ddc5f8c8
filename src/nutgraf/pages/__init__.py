"""HTML pages: one file each, on which every value leads to the words it came from."""
