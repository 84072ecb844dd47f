"""Unicode and tone marks, tokens with offsets, sentences, words, dates and sums of Vietnamese text."""
