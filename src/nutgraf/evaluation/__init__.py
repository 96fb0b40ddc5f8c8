"""How good the results are: labelled articles, public benchmarks, and the measures for both."""
