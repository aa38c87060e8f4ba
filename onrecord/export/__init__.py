"""Taking the record away, in formats that other tools read."""
