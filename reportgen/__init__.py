"""Committee papers, decks, minutes and DfE return figures from one quarter of a council's SEND data."""
