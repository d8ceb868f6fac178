"""Charts as SVG, drawn on the server: they are there without scripts, in print, and in a file of their own."""
