"""The web interface: a record as pages, server-rendered, on this machine alone."""
