"""The local web page where officers read, decide and label."""
