"""The handlers of the pages, by what an officer does there."""
