/** Draws the page for the first time and listens to the address. */
function start() {
  drawTabs();
  drawFilters();
  startSearch();
  startCard();
  if (data.build.logo)
    document
      .querySelector(".brand")
      .prepend(h("img", { class: "logo", alt: "", src: `data:image/png;base64,${data.build.logo}` }));
  if (data.build.then) notice(data.build.then);
  onState(drawAll);
  addEventListener("popstate", readAddress);
  readAddress();
  document.documentElement.dataset.ready = "";
  performance.mark("ready");
}

/** Draws what changed with the state. */
function drawAll(now, before) {
  updateTabs();
  updateFilters();
  updateSearch();
  // First the card, which leaves the view less room.
  if (now.outlet !== before.outlet) showCard();
  showView();
}

/** Lets the card be closed by its button and by Escape. */
function startCard() {
  document.getElementById("card-close").append(cross());
  document.getElementById("card-close").addEventListener("click", closeCard);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(":popover-open")) return;
    if (document.body.classList.contains("filtering")) closeFilters();
    else if (state.outlet) closeCard();
  });
}

/** Closes the card and gives the focus back to where it was opened. */
function closeCard() {
  const from = startCard.from;
  go({ outlet: null });
  if (from?.isConnected) from.focus();
  else document.getElementById("view").focus();
}

/** Shows the card of the outlet that the state names, or none. */
function showCard() {
  const card = document.getElementById("card");
  const row = rowOfId(state.outlet);
  card.hidden = row === undefined;
  document.body.classList.toggle("with-card", row !== undefined);
  const root = clear(document.getElementById("card-body"));
  if (row === undefined) return;
  if (!card.contains(document.activeElement)) startCard.from = document.activeElement;
  drawCard(root, row);
  card.scrollTop = 0;
  card.focus();
}

start();
