const FORMULA_STARTS = /^[=+\-@\t\r]/;

/** Gives a value as a spreadsheet may hold it: text that would be run as a formula gets an apostrophe before it. */
function safeCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  return FORMULA_STARTS.test(value) ? `'${value}` : value;
}

/** Gives rows of cells as CSV, with the mark that tells spreadsheets the letters are UTF-8. */
const csvText = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

/** Gives a cell of CSV, quoted where it must be. */
function csvCell(value) {
  const text = safeCell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Gives rows of cells as a spreadsheet takes them from the clipboard: no tab or line end stays inside a cell. */
const pasteText = (rows) =>
  rows.map((row) => row.map((cell) => safeCell(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");

/** Gives a file name of this page: what it holds, and of which day the data are. */
const fileName = (what, ending) => `${what}_${data.build.level}_${data.build.date}.${ending}`;
