/** Share of the events that give a figure, solid; of those that give none, hatched. */
function shareBar(known, unknown, width = 1) {
  const events = known + unknown;
  const part = (count) => `width:${events ? (100 * count) / events : 0}%`;
  return h("span", { class: "track", "aria-hidden": "true" },
    h("span", { class: "share", style: `width:${100 * width}%` },
      h("span", { class: "known", style: part(known) }),
      h("span", { class: "unknown", style: part(unknown) })));
}

function total(measure) {
  return h("div", { class: "total" },
    h("dt", {}, measure.label),
    h("dd", {},
      h("strong", {}, measure.number),
      shareBar(measure.known, measure.unknown),
      h("small", {}, measure.basis)));
}

export default function ({ data, parentElement, setTriggerValue }) {
  function table(title, rows, facet) {
    const most = Math.max(...rows.map((row) => row.events), 1);
    const body = rows.map((row) => h("tr", {},
      h("th", { scope: "row" }, row.value
        ? h("button", {
          type: "button", class: "plain", "data-key": `${facet} ${row.value}`, "aria-label": `Show only ${row.label}`,
          onclick: () => setTriggerValue("choose", { facet, value: row.value }),
        }, row.label)
        : row.label),
      h("td", { class: "wide" }, shareBar(row.known, row.unknown, row.events / most)),
      h("td", {}, row.events.toLocaleString("en-GB")),
      h("td", { class: row.known ? "" : "faint" }, row.killed)));
    return h("table", {},
      h("caption", {}, title),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, title)),
        h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, "share")),
        h("th", { scope: "col" }, "events"), h("th", { scope: "col" }, "killed"))),
      h("tbody", {}, body));
  }

  draw(
    parentElement,
    h("h2", {}, "Reported casualties"),
    h("dl", { class: "totals" }, data.totals.map(total)),
    h("p", { class: "key" },
      h("span", { class: "swatch known", "aria-hidden": "true" }), "gives a figure",
      h("span", { class: "swatch unknown", "aria-hidden": "true" }), "gives none"),
    data.regions.length > 0 && table("By region", data.regions, "region"),
    data.regions_more && h("p", { class: "faint" }, data.regions_more),
    data.types.length > 0 && table("By type", data.types, "type"),
  );
}
