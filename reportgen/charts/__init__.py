"""Charts: one function each, from published facts to a :class:`ChartSpec` drawn natively in Word and PowerPoint."""
