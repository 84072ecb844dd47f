"""Reports: assessments as JSON lines, console table, sheet and HTML pages; codes become words only here."""
