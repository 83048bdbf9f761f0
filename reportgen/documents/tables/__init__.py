"""Tables of the documents: one function each, from published facts and officers' rows to a :class:`TableSpec`."""
