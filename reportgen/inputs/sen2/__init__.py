"""The authority's own SEN2 exports, brought into the input tables without a name, an identifier or a birth date.

module     the modules of the SEN2 return: names, fields and how their rows hang together
exports    a folder of exports, read into modules
placement  where a person is placed, by the schools list and the SEN2 codes
importing  plans and flow from the modules, with what has to be said
"""
