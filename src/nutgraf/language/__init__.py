"""What the words of news copy say: times, numbers, places, speech, kinds. Code alone; mostly English."""
