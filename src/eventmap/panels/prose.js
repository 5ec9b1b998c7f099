export default function ({ data, parentElement }) {
  draw(parentElement, data.sections.map((section) => [
    h("h3", {}, section.title),
    h("ul", { class: "prose" }, section.lines.map((line) => h("li", {}, line))),
  ]).flat());
}
