"""Reports, lists and letters of the register as Word, XLSX and HTML: they print what they get and count nothing."""
