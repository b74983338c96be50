const OFFERED = 8;
let offeredRows = [];
let offeredAt = -1;

/** Lets the search box filter while the reader types, and offer the names that it finds. */
function startSearch() {
  const box = document.getElementById("search");
  const offer = document.getElementById("offer");
  box.addEventListener("input", () => {
    go({ q: box.value }, { replace: true });
    drawOffer();
  });
  box.addEventListener("keydown", moveOffer);
  box.addEventListener("focus", drawOffer);
  box.addEventListener("blur", closeOffer);
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    box.focus();
  });
}

/** Brings the search box up to the state. */
function updateSearch() {
  const box = document.getElementById("search");
  if (box.value !== state.q) box.value = state.q;
}

/** Draws the names found, best first. */
function drawOffer() {
  offeredRows = state.q.trim() ? found(state.q).slice(0, OFFERED) : [];
  offeredAt = -1;
  clear(document.getElementById("offer"), offeredRows.map(offerRow));
  updateOffer();
}

/** Gives the row of a name found. */
const offerRow = (row, at) =>
  h(
    "li",
    { role: "option", id: `offer-${at}`, onclick: () => takeOffer(at) },
    h("span", {}, nameOf(row)),
    h(
      "span",
      { class: "soft" },
      [label("node_kind", data.nodes.kind[row]), data.nodes.country[row] && label("country", data.nodes.country[row])]
        .filter(Boolean)
        .join(" · "),
    ),
  );

/** Marks the name that the arrow keys have reached. */
function updateOffer() {
  const box = document.getElementById("search");
  box.setAttribute("aria-expanded", String(offeredRows.length > 0));
  if (offeredAt < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", `offer-${offeredAt}`);
  document.getElementById("offer").hidden = !offeredRows.length;
  [...document.getElementById("offer").children].forEach((row, at) =>
    row.setAttribute("aria-selected", String(at === offeredAt)),
  );
}

/** Moves through the names with the arrow keys; Enter opens one, Escape closes them. */
function moveOffer(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && offeredRows.length) {
    event.preventDefault();
    offeredAt = (offeredAt + step + offeredRows.length) % offeredRows.length;
    updateOffer();
  } else if (event.key === "Enter" && offeredRows.length) takeOffer(Math.max(0, offeredAt));
  else if (event.key === "Escape" && offeredRows.length) {
    event.preventDefault();
    closeOffer();
  }
}

/** Opens the card of a name found. */
function takeOffer(at) {
  const row = offeredRows[at];
  closeOffer();
  go({ outlet: data.nodes.id[row] });
}

/** Takes the names found away. */
function closeOffer() {
  offeredRows = [];
  updateOffer();
}
