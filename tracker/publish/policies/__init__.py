"""How a policy stands, on a day and in a list."""
