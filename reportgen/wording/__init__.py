"""Facts into words: formats, sentences, the glossary and the tree of values templates read."""
