"""The starter templates and the illustrative quarters, wherever reportgen is installed."""
