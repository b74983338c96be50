"""Documents: an executed notebook becomes one list of blocks, and the blocks become HTML, PDF, Word and a workbook.

`blocks` says what a report may hold, `run` executes a notebook, `pandoc` numbers and arranges the blocks once for all
formats, `sources` numbers the pages behind them; `html`, `pdf`, `word` and `sheets` write them in the colours of a
`brand`.
"""
