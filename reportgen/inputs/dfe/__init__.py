"""The DfE's published files, brought into the input tables by declared forms and a dated crosswalk.

form         what a published file looks like, and what its cells become
crosswalk    which placements, ages and needs of a form are which of ours, and in which years
forms        every form that is known; another year's form is one more entry
authorities  authorities that were reorganised or given another code
publication  one file, recognised and read
counting     a form's cells added up for one area and year
allocations  dedicated schools grant allocations
screening    faults a published file must not have
importing    files in, tables and notes out
"""
