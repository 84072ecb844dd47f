"""Series of indicators with intervals: is the quality of advice getting better, and where."""
