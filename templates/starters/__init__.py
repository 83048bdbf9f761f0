"""What makes the starter templates. Not part of the product: templates are ordinary Office files afterwards."""
