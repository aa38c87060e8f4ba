"""From text to an analysis: sentences, names, triggers, attributions, and what belongs to what."""
