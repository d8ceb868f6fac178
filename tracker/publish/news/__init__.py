"""What is new, and what it does to residents' say."""
