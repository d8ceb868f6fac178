"""What became of the clauses from one version to the next: aligned, put into words, and weighed for who has the say."""
