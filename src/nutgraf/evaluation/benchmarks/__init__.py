"""Public benchmarks: readers and scorers. Their data is not part of nutgraf."""
