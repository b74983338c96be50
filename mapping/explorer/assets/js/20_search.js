const SIGN = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}/gu;
const REPEATS = /(\p{L})\1+/gu;

const foldLetters = new Map(Object.entries(data.fold.letters));
const foldDropped = new Set(data.fold.drop);
const searchLines = data.nodes.search.map((text) => text.split("\n"));
let foundFor = null;
let foundRows = null;

/** Gives a text as shared sounds in small Latin letters: `mapping.explorer.search.fold`, with the same tables. */
function fold(text) {
  const sounds = [...text.normalize("NFKC").toLowerCase()].map(sound).join("");
  let folded = ` ${sounds}`.replace(/ +/g, " ");
  for (let before = null; before !== folded;) {
    before = folded;
    for (const [from, to] of data.fold.pairs) folded = folded.replaceAll(from, to);
    folded = folded.replace(REPEATS, "$1");
  }
  return folded.trim();
}

/** Gives what one letter sounds like: nothing for apostrophes, a space for what is no letter or digit. */
function sound(letter) {
  if (foldLetters.has(letter)) return foldLetters.get(letter);
  if (foldDropped.has(letter)) return "";
  const plain = letter.normalize("NFKD").replace(MARKS, "");
  if (plain !== letter) return [...plain].map(sound).join("");
  return SIGN.test(letter) ? letter : " ";
}

/** Gives the rows of nodes that a query names, best first; all rows where the query is empty. */
function found(query) {
  if (foundFor !== query) {
    foundRows = searched(fold(query));
    foundFor = query;
  }
  return foundRows;
}

/** Gives the rows of nodes with a spelling that holds the folded text, best first. */
function searched(wanted) {
  if (!wanted) return [...searchLines.keys()];
  const joined = wanted.replaceAll(" ", "");
  const ranked = [];
  searchLines.forEach((lines, row) => {
    const rank = Math.min(...lines.map((line) => lineRank(line, wanted, joined)));
    if (rank < Infinity) ranked.push([rank, row]);
  });
  return ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]).map(([, row]) => row);
}

/** Gives how well a spelling fits: 0 it is the one, 1 it begins so, 2 a word does, 3 it holds all, Infinity not.
 * `joined` is the wanted text without spaces: 24kg finds 24 KG. */
function lineRank(line, wanted, joined) {
  if (line === wanted) return 0;
  if (line.startsWith(wanted)) return 1;
  if (line.includes(` ${wanted}`)) return 2;
  return wanted.split(" ").every((part) => holds(line, part)) || beginsJoined(line, joined) ? 3 : Infinity;
}

/** Says whether a spelling holds a part of a query: anywhere, but parts of two letters only where a word begins. */
const holds = (line, part) => ` ${line}`.includes(part.length < 3 ? ` ${part}` : part);

/** Says whether the words of a spelling, from one of them on and written as one, begin so. */
function beginsJoined(line, joined) {
  const words = line.split(" ");
  return words.some((_, at) => words.slice(at).join("").startsWith(joined));
}
