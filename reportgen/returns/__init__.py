"""The DfE returns as declarations: labels, order and checks; a new year is a diff of the last."""
