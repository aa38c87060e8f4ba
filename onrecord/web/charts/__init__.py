"""Pictures as SVG, each from plain rows that a table beside it shows, too."""
