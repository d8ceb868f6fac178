"""How often which control is named: numbers by policy, form, rung, holder and force, and the places behind each."""
