"""From items and stated facts to ties: on whom each item draws, counted by outlet, by group of sources, by channel.

Direction: `from_id` gives (is copied, forwarded, linked, cited, owns, pays), `to_id` takes. An end that is no outlet,
owner or outsider of ours is named by its address: a registered name (`news.example`) or a channel (`t.me/somebody`).
"""

# The table of items that draw on others, in `data/processed`.
CARRIED_FILE = "carried.parquet"
# How a name by which nobody is known begins as a `from_id` there; it makes no tie.
UNKNOWN = "name:"
