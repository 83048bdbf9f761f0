"""The Office engine: the only code that knows docx, pptx and xlsx."""
