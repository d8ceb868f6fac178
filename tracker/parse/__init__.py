"""From bytes to a document of blocks, one module or package a format."""
