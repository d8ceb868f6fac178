"""The overview of the site: numbers of `tracker.matrix` as a table, a chart and a file, in words for a visitor."""
