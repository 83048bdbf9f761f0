"""Charts as specifications: one function a chart, published facts in, a ChartSpec out."""
