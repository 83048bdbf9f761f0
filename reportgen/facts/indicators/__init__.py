"""One module a topic; importing this package declares every indicator in computing order."""
