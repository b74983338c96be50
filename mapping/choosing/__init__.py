"""Choosing among candidates by open rules: whom to support, whom to invite, and why.

`fields` says what is known of a candidate, `rules` reads the file of rules, `candidates` makes the candidates,
`eligibility` says who may be chosen, `scores` weighs them, `picking` finds the best list that keeps the rules.
"""
