"""Facts typed in by hand: a workbook to fill, read back cell by cell, and a first draft of an outlet from its site."""
