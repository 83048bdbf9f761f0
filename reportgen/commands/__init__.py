"""One module for each command of the ``reportgen`` command line; heavy imports happen inside them."""
