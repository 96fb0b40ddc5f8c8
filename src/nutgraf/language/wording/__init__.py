"""What a sentence may say on the strength of another: support, turned meanings, loaded words."""
