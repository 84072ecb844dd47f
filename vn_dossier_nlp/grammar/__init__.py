"""Document numbers, symbols, types, agencies, provinces, pins: data and character rules, without spaCy."""
