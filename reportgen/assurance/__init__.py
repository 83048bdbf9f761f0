"""The last check before anything is saved, and what is said of it.

Works out what a reader of the finished files could, and shares no code with the suppressor of ``facts``: a mistake
there cannot hide here.

reader      what a reader knows: printed values, their rounding, and the arithmetic between them
printed     the numbers that stand in finished files at the place of a hidden one
bounds      the least and greatest value of each hidden number, by integer programming
audit       the check of facts and of finished files
statement   ``assurance.txt``, the release statement for the information-governance officer
"""
