/** The vocabulary of each field whose values are codes. */
const FIELD_KINDS = {
  country: "country",
  home_country: "country",
  base_country: "country",
  labelled_in: "country",
  media: "media",
  genre: "genre",
  languages: "language",
  status: "status",
  exile_status: "exile_status",
  scope: "scope",
  ownership_type: "ownership_type",
  city: "city",
  region: "region",
  place_level: "place_level",
  commercial: "answer",
  exile_phase: "exile_phase",
};
const DAY_FIELDS = new Set(["founded", "closed"]);
/** What the codes of a broadcast area begin with, and the vocabulary of the rest. */
const AREA_KINDS = { "c/": "country", "s/": "region" };

/** Gives a value of a field in the reader's words. */
function fieldValue(field, value) {
  if (Array.isArray(value)) return value.map((each) => fieldValue(field, each)).join(", ");
  if (DAY_FIELDS.has(field)) return day(value);
  if (field === "broadcast_area") return areaName(value);
  return FIELD_KINDS[field] ? label(FIELD_KINDS[field], value) : String(value);
}

/** Gives a broadcast area in the reader's words; one of a city or of several countries as the directory writes it. */
function areaName(code) {
  const kind = AREA_KINDS[code.slice(0, 2)];
  return kind ? label(kind, code.slice(2)) : code;
}

/** Gives the facts of an outlet: each field with its values, how sure they are, and their pages. */
function factsPart(row) {
  const fields = new Map();
  for (const fact of rowsOf("facts", row)) {
    const field = data.facts.field[fact];
    fields.set(field, [...(fields.get(field) ?? []), fact]);
  }
  const lines = [...fields].flatMap(([field, facts]) => factLine(field, facts));
  return cardPart("card_facts", lines.length ? h("dl", { class: "facts" }, lines) : nothing("card_facts_none"));
}

/** Gives a field with its values: those shown elsewhere, and beside them what other sources state. */
function factLine(field, facts) {
  const chosen = facts.filter((fact) => data.facts.chosen[fact]);
  // A source that does not know contradicts nobody.
  const others = facts.filter((fact) => !data.facts.chosen[fact] && data.facts.value[fact] !== "unknown");
  // A field of several values also has a row of them all, which no page states.
  const stated = chosen.filter((fact) => data.facts.citations[fact].length);
  const values = stated.length ? stated : chosen;
  const value = values.map((fact) => h("p", {}, factValue(field, fact)));
  if (!others.length) return [h("dt", {}, label("field", field)), h("dd", {}, value)];
  return [
    h("dt", { class: "wide" }, label("field", field), " ", h("span", { class: "warning" }, word("card_conflict"))),
    h("dd", { class: "wide" }, conflict(field, value, values, others)),
  ];
}

/** Gives a value with how sure it is and its pages. */
const factValue = (field, fact) => [
  h("bdi", {}, fieldValue(field, data.facts.value[fact])),
  " ",
  confidenceOf(data.facts.confidence[fact]),
  cite(data.facts.citations[fact]),
];

/** Gives the sides of a conflict beside each other: what is shown elsewhere first, and why it is. */
function conflict(field, value, chosen, others) {
  const whys = [...new Set(chosen.map((fact) => data.reasons[data.facts.why[fact]]).filter(Boolean))];
  const because = (text) => h("p", { class: "soft" }, text);
  const shownFor = whys.length ? word("card_chosen_why", { why: whys.join(" · ") }) : word("card_chosen");
  return h(
    "ul",
    { class: "conflict" },
    chosen.length > 0 && h("li", { class: "chosen" }, value, because(shownFor)),
    others.map((fact) => h("li", {}, h("p", {}, factValue(field, fact)), because(word("card_not_chosen")))),
  );
}

/** Gives what happened to an outlet, the first first. */
function timelinePart(row) {
  const lines = rowsOf("events", row).map((event) => [data.events.date[event], eventLine(event)]);
  for (const turn of DAY_FIELDS) {
    const date = data.outlets[turn][row];
    if (date) lines.push([date, timeLine(date, label("field", turn))]);
  }
  lines.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const list = h(
    "ol",
    { class: "timeline" },
    lines.map(([, line]) => line),
  );
  return cardPart("card_timeline", lines.length ? list : nothing("card_timeline_none"), lines.length || null);
}

/** Gives a line of the timeline. */
const timeLine = (date, kind, ...about) =>
  h("li", {}, h("time", { datetime: date }, day(date)), h("div", {}, h("strong", {}, kind), about));

/** Gives an event as a line of the timeline. */
const eventLine = (event) =>
  timeLine(
    data.events.date[event],
    label("event_kind", data.events.kind[event]),
    h("p", {}, data.events.summary[event], cite(data.events.citations[event])),
  );

/** Gives the addresses by which an outlet is reached. */
function channelsPart(row) {
  const lines = rowsOf("channels", row).map((channel) => {
    const of = (column) => data.channels[column]?.[channel];
    const works = of("status") && of("status") !== "active" && label("channel_status", of("status"));
    const about = [works, timeBetween(of("start"), of("end"))].filter(Boolean).map((text) => ` · ${text}`);
    const address = of("link") ? link(of("link"), of("address")) : h("bdi", {}, of("address"));
    return [
      h("dt", {}, label("channel_kind", of("kind"))),
      h("dd", {}, address, h("span", { class: "soft" }, about), cite(of("citations"))),
    ];
  });
  return cardPart("card_channels", lines.length ? h("dl", { class: "facts" }, lines) : null);
}

/** Gives what measurements say of the access to the site of an outlet. */
function accessPart(row) {
  const lines = rowsOf("access", row).map((access) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label("country", data.access.country[access])),
      h("td", {}, chip("verdict", data.access.verdict[access])),
      h("td", {}, day(data.access.day[access])),
      h("td", {}, data.access.what?.[access] ?? ""),
    ),
  );
  const heads = ["access_country", "access_verdict", "access_day", "access_what"];
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      heads.map((key) => h("th", { scope: "col" }, word(`card_${key}`))),
    ),
  );
  const table = h("table", {}, h("caption", { class: "unseen" }, word("card_access")), head, h("tbody", {}, lines));
  return cardPart("card_access", lines.length ? table : nothing("card_access_none"));
}

/** Gives who helps an outlet. */
function supportsPart(row) {
  const lines = rowsOf("supports", row).map((support) => {
    const of = (column) => data.supports[column]?.[support];
    const names = (key, column) => of(column).length > 0 && word(key, { names: of(column).join(", ") });
    const about = [
      of("themes")
        .map((theme) => label("theme", theme))
        .join(", "),
      of("role") && label("role", of("role")),
      timeBetween(of("start"), of("end")),
      names("card_by", "organisation"),
      names("card_paid", "funder"),
    ].filter(Boolean);
    const name = h("bdi", {}, of("programme"));
    return h("li", {}, name, cite(of("citations")), h("p", { class: "soft" }, about.join(" · ")));
  });
  return cardPart("card_supports", lines.length ? h("ul", {}, lines) : nothing("card_supports_none"));
}

/** Gives what a newsroom may need, the most pressing first; nothing where the level forbids it. */
function needsPart(row) {
  const of = (column) => (need) => data.needs[column][need];
  const ordered = [...rowsOf("needs", row)].sort((one, other) => of("score")(other) - of("score")(one));
  const lines = ordered.map((need) => [
    h("dt", {}, label("theme", of("theme")(need))),
    h("dd", {}, word("card_score", { n: fmt(of("score")(need)) }), cite(of("citations")(need))),
  ]);
  return cardPart("card_needs", lines.length ? h("dl", { class: "facts" }, lines) : null);
}

/** Gives what nobody knows of an outlet, by the reason why. */
function missingPart(row) {
  const reasons = new Map();
  for (const missing of rowsOf("missing", row)) {
    const reason = data.missing.reason[missing];
    reasons.set(reason, [...(reasons.get(reason) ?? []), label("field", data.missing.field[missing])]);
  }
  const lines = [...reasons].map(([reason, fields]) => [
    h("dt", {}, label("missing", reason)),
    h("dd", {}, fields.join(", ")),
  ]);
  const unknown = [...reasons.values()].flat().length;
  const list = lines.length ? h("dl", { class: "missing" }, lines) : nothing("card_missing_none");
  return cardPart("card_missing", list, unknown || null);
}
