"""Documents: an executed notebook becomes one list of blocks, and the blocks become HTML, PDF and Word.

`blocks` says what a report may hold, `run` executes a notebook, `pandoc` numbers and arranges the blocks once for all
formats; `html`, `pdf` and `word` write them.
"""
