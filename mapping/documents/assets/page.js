"use strict";
(() => {
  const config = {
    responsive: true,
    displaylogo: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
  };

  const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();

  // The moving face takes the place of the still one, at least as high, so that the text below stays where it is.
  async function draw(plot) {
    const figure = plot.closest("figure");
    const spec = JSON.parse(document.getElementById(plot.dataset.spec).textContent);
    // On a phone the legend stands line by line above the figure: the figure must not shrink for it.
    const entries = spec.data.filter((trace) => trace.name && trace.showlegend !== false).length;
    const room = plot.clientWidth < 560 ? 20 * entries : 0;
    const height = Math.max(figure.querySelector(".still").clientHeight, spec.layout.height || 0) + room;
    const font = { ...spec.layout.font, color: ink() };
    const layout = { ...spec.layout, font, height, width: undefined, autosize: true };
    await Plotly.newPlot(plot, spec.data, layout, { ...config, ...spec.config });
    figure.classList.add("drawn");
  }

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((seen) => seen.isIntersecting)) {
      near.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "600px" });
  document.querySelectorAll(".plot").forEach((plot) => near.observe(plot));

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.querySelectorAll(".drawn .plot").forEach((plot) => Plotly.relayout(plot, { "font.color": ink() }));
  });

  const lines = new Map([...document.querySelectorAll("nav a")].map((line) => [line.hash.slice(1), line]));
  const reading = new IntersectionObserver((entries) => {
    const arrived = entries.find((entry) => entry.isIntersecting);
    if (!arrived) return;
    lines.forEach((line) => line.removeAttribute("aria-current"));
    lines.get(arrived.target.id).setAttribute("aria-current", "location");
  }, { rootMargin: "0px 0px -75% 0px" });
  lines.forEach((_line, id) => reading.observe(document.getElementById(id)));

  // A click on the sources of a figure or table leaves only these in the annex, until all are wanted again.
  const annex = document.querySelector(".sources");
  if (annex) {
    annex.before(document.getElementById("narrowed").content.cloneNode(true));
    const head = annex.previousElementSibling;
    const entries = [...annex.querySelectorAll("p")];
    const all = () => {
      head.hidden = true;
      entries.forEach((entry) => { entry.hidden = false; });
    };
    const narrow = (cited) => {
      const own = new Set();
      cited.querySelectorAll("a").forEach((range) => {
        const [first, last = first] = range.textContent.split("–").map(Number);
        for (let number = first; number <= last; number += 1) own.add(number);
      });
      entries.forEach((entry, place) => { entry.hidden = !own.has(place + 1); });
      const label = document.querySelector(`#${cited.dataset.of} strong`).textContent.replace(/\.$/, "");
      head.querySelector("strong").textContent = head.dataset.words.replace("{what}", label);
      head.querySelector("a").setAttribute("href", `#${cited.dataset.of}`);
      head.hidden = false;
    };
    document.querySelectorAll(".cited").forEach((cited) => cited.addEventListener("click", (event) => {
      if (event.target.closest("a")) narrow(cited);
    }));
    head.querySelector("button").addEventListener("click", all);
    document.querySelectorAll("nav a").forEach((line) => line.addEventListener("click", all));
    window.addEventListener("beforeprint", all);
  }

  const contents = document.querySelector("nav details");
  const wide = window.matchMedia("(min-width: 68rem)");
  const unfold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
})();
