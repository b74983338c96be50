"""A guide for one newsroom in exile: a checklist from what is known of it, its host country, and who helps.

`items` are what to look after (their texts in `settling`, `protecting` and `reaching`), `known` is what is on record of
the newsroom, `findings` what follows for each item, `support` who helps; `compose` makes the document of it all.
"""
