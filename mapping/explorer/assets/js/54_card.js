const DAY_LETTERS = "2026-11-21".length;
const HEAD_CHIPS = ["status", "exile_status", "ownership_type"];

/** Draws what is known of a node: of an outlet all of it, of whoever else stands here what it holds and its ties. */
function drawCard(root, row) {
  const parts = row < data.outletRows ? outletParts(row) : holderParts(row);
  clear(root, cardHead(row), parts);
}

/** Gives the parts of the card of an outlet, in the order of reading. */
const outletParts = (row) => [
  toldPart(row),
  factsPart(row),
  ownersPart(row),
  heldPart(row),
  tiesPart(row),
  timelinePart(row),
  channelsPart(row),
  accessPart(row),
  supportsPart(row),
  needsPart(row),
  missingPart(row),
];

/** Gives the parts of the card of an owner, outsider, programme or outlet of another landscape. */
const holderParts = (row) => [
  h("p", { class: "soft" }, word("card_holder_note")),
  ownersPart(row, false),
  heldPart(row, true),
  tiesPart(row),
];

/** Gives a part of a card that opens and closes; nothing where it has no content. */
function cardPart(key, content, n = null) {
  const children = [content].flat(Infinity).filter(Boolean);
  if (!children.length) return null;
  const number = n === null ? null : h("span", { class: "number" }, fmt(n));
  const title = h("summary", {}, h("h3", {}, word(key), number && " ", number));
  return h("details", { class: "part", "data-part": key, open: true }, title, children);
}

/** Gives the head of a card: what it is, how it is called, and what can be done with it. */
function cardHead(row) {
  const kind = data.nodes.kind[row];
  const country = data.nodes.country[row];
  const outlet = row < data.outletRows;
  return h(
    "header",
    { class: "card-head" },
    h("p", { class: "soft" }, label("node_kind", kind), country && ` · ${label("country", country)}`),
    h("h2", {}, h("bdi", {}, nodeName(row))),
    otherNames(row),
    outlet &&
      h(
        "p",
        { class: "chips" },
        HEAD_CHIPS.map((field) => headChip(row, field)),
      ),
    outlet && siteLine(row),
    outlet && labelLine(row),
    h("div", { class: "toolbar" }, outlet && [listButton(row), compareButton(row)], networkButton(row)),
  );
}

/** Gives how a node is written in other scripts. */
function otherNames(row) {
  const names = [nameLine(row).native, row < data.outletRows && data.outlets.name_ru[row]];
  const others = [...new Set(names.filter((name) => name && name !== nodeName(row)))];
  const spelled = others.map((name, at) => [at > 0 && " · ", h("bdi", {}, name)]);
  return others.length > 0 && h("p", { class: "native" }, spelled);
}

/** Gives a chip of a known field of an outlet. */
function headChip(row, kind) {
  const code = data.outlets[kind][row];
  return code && code !== "unknown" && chip(kind, code);
}

/** Gives the site of an outlet; as text where it is not to be opened. */
function siteLine(row) {
  const site = data.outlets.site[row];
  if (!site) return null;
  if (!data.outlets.warned[row]) return h("p", { class: "address" }, link(site));
  // The box below says why, where its country is known.
  const why = data.outlets.labelled_in[row].length === 0 && [" ", warning()];
  return h("p", { class: "address" }, h("bdi", {}, site), why);
}

/** Gives the warning of an outlet whose materials a court declared extremist. */
function labelLine(row) {
  const countries = data.outlets.labelled_in[row];
  if (!countries.length) return null;
  const names = countries.map((code) => label("country", code)).join(", ");
  return h("p", { class: "warned-box" }, word("card_labelled", { countries: names }));
}

/** Gives the button that puts an outlet beside another. */
function compareButton(row) {
  const id = data.nodes.id[row];
  const beside = [...state.compare.filter((other) => other !== id).slice(-1), id];
  return button(word("card_compare"), () => go({ view: "compare", compare: beside }));
}

/** Gives the button that shows a node among its ties; none where it stands on no tie. */
function networkButton(row) {
  const tied = ["from", "to"].some((end) => rowsOf("ties", row, end).length);
  return tied && button(word("card_network"), () => go({ view: "network", focus: [data.nodes.id[row]] }));
}

/** Gives the name of a node as a link to its card, which keeps the rest of the page as it is. */
function nodeLink(row) {
  const changes = { outlet: data.nodes.id[row] };
  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(changes);
  };
  return h("a", { href: fragmentOf(changes), class: "node", onclick: open }, h("bdi", {}, nodeName(row)));
}

/** Gives the sentences of the role of an outlet. */
function toldPart(row) {
  const told = data.outlets.told[row] ?? [];
  return cardPart(
    "card_told",
    told.length
      ? h(
          "ul",
          { class: "told" },
          told.map((text) => h("li", {}, text)),
        )
      : null,
  );
}

/** Gives a confidence in small letters. */
const confidenceOf = (code) => code && h("span", { class: "sure" }, chip("confidence", code));

/** Gives a sentence where a part of the card has nothing to show. */
const nothing = (key) => h("p", { class: "soft" }, word(key));

/** Gives two dates as the time between them; nothing where neither is known. */
function timeBetween(start, end) {
  if (start && start === end) return day(start);
  const ends = [start, end].filter(Boolean);
  if (!ends.length) return null;
  const key = ends.length > 1 ? "card_from_to" : start ? "card_since" : "card_until";
  const days = ends.filter((date) => date.length === DAY_LETTERS).length;
  // Some languages put an article before a day, but none before a month or a year.
  const kind = days === ends.length ? "_day" : days ? "_mixed" : "";
  return word(`${key}${kind}`, { start: day(start), end: day(end) });
}
