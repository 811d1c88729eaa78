// Everything here is extra: without it the pages are complete, only longer and less handy. Text goes in as text, never as markup.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) name in node && name !== "list" ? (node[name] = value) : node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const say = (text) => {
    const status = document.querySelector("body > .status");
    status.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (status.textContent = ""), 2500);
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = make("textarea", { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(words.copied);
  };
  window.report = { words, all, make, say, copy };

  // Light and dark: the system's choice until the reader makes one.
  const toggle = document.querySelector("button.theme");
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private windows keep nothing */ }
  });
  for (const node of all("[hidden].actions, fieldset[hidden], details[hidden]")) node.hidden = false;
  for (const menu of all(".menu")) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } });
  }
  // The other language's page at the same place.
  const other = document.querySelector("a.switch");
  other.addEventListener("click", () => { other.hash = location.hash || ""; if (document.body.dataset.query) other.search = location.search; });

  for (const link of all(".permalink")) link.addEventListener("click", () => copy(link.href));
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent));
  for (const button of all("[data-do=code]")) button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    for (const code of all("details.code")) code.open = open;
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? words.hide_code : words.show_code;
  });

  // Contents: where the reader is.
  const entries = new Map(all(".contents a[href^='#']").map((link) => [link.hash.slice(1), link]));
  if (entries.size) {
    const watch = new IntersectionObserver((seen) => {
      for (const entry of seen) if (entry.isIntersecting) {
        for (const link of entries.values()) link.classList.remove("here");
        entries.get(entry.target.id)?.classList.add("here");
      }
    }, { rootMargin: "0px 0px -70% 0px" });
    for (const id of entries.keys()) { const node = document.getElementById(decodeURIComponent(id)); if (node) watch.observe(node); }
  }

  // Tables: sort by a column, filter rows, take the rows along.
  const value = (cell) => cell.textContent.trim();
  const number = (text) => { const found = text.replace(/,/g, "").match(/^[≥≤<>~≈–-]?\s*(-?\d+(\.\d+)?)\s*%?$/); return found ? Number(found[1]) : NaN; };
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    if (!Number.isNaN(x) || !Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return a.localeCompare(b, "zh");
  };
  const sortable = (table, head, column) => {
    const button = make("button", { type: "button", className: "sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const cell of head.parentNode.cells) cell.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows];
      const key = new Map(rows.map((row) => [row, value(row.cells[column])]));
      const blank = (row) => ["", "–"].includes(key.get(row));
      rows.sort((a, b) => blank(a) - blank(b) || (down ? -1 : 1) * compare(key.get(a), key.get(b)));
      table.tBodies[0].append(...rows);
    });
  };
  const csv = (table) => {
    const quote = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;
    const rows = [...table.rows].filter((row) => !row.hidden);
    return "\ufeff" + rows.map((row) => [...row.cells].map((cell) => quote(value(cell))).join(",")).join("\r\n") + "\r\n";
  };
  for (const table of all("table.data:not(.plain)")) {
    const wrap = table.closest(".table-wrap");
    if (!wrap || !table.tHead) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => sortable(table, head, column));
    const rows = [...table.tBodies[0].rows];
    const tools = make("div", { className: "table-tools" });
    const count = make("span", { role: "status" });
    if (rows.length > 7) {
      const input = make("input", { type: "search", autocomplete: "off" });
      input.addEventListener("input", () => {
        const terms = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        for (const row of rows) { const text = row.textContent.toLowerCase(); row.hidden = !terms.every((term) => text.includes(term)); shown += !row.hidden; }
        count.textContent = terms.length ? words.part.replace("{part}", shown).replace("{whole}", rows.length) : "";
      });
      tools.append(make("label", {}, words.filter, input));
    }
    const save = make("button", { type: "button", textContent: words.csv });
    save.addEventListener("click", () => {
      const link = make("a", { href: URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" })), download: `${(table.id || "table").replace(/^t-/, "")}.csv` });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    tools.append(save);
    if (table.dataset.download && table.id !== "t-documents") tools.append(make("a", { href: `${document.body.dataset.root}tables/${table.dataset.download}.csv`, textContent: words.full, download: "" }));
    if (table.id) { const link = make("button", { type: "button", textContent: words.link }); link.addEventListener("click", () => copy(location.href.split("#")[0] + "#" + table.id)); tools.append(link); }
    tools.append(count);
    wrap.before(tools);
  }

  // On a phone a row of evidence is read as a small card: each cell says which column it is of.
  for (const table of all("table.data")) {
    const quotes = all("td a.evidence", table).filter((link) => link.querySelector("mark") || link.textContent.length > 16);
    if (!quotes.length) continue;
    for (const link of quotes) link.closest("td").classList.add("quote");
    const heads = [...table.tHead.rows[0].cells].map((head) => value(head));
    for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, column) => { cell.dataset.head = heads[column]; if (["", "–"].includes(value(cell))) cell.classList.add("blank"); });
    table.classList.add("stack");
  }

  // Readers: switches of the marks, and the card of a mark or of a sentence.
  const drawer = document.getElementById("drawer");
  if (!drawer) return;
  const page = document.querySelector(".reader");
  for (const box of all("[data-switch]")) {
    const set = () => page.classList.toggle(`off-${box.dataset.switch}`, !box.checked);
    box.addEventListener("change", set);
    set();
  }
  for (const box of all("[data-theme-switch]")) box.addEventListener("change", () => {
    const lit = new Set(all("[data-theme-switch]:checked").map((x) => x.dataset.themeSwitch));
    for (const node of all("[data-themes]")) node.classList.toggle("lit", node.dataset.themes.split(" ").some((theme) => lit.has(theme)));
  });
  if (matchMedia("(max-width: 63.99rem)").matches) for (const part of all(".legend-part")) part.open = false; // the text comes first
  let opener = null;
  const close = () => {
    drawer.hidden = true;
    for (const node of all("[aria-expanded=true]")) node.setAttribute("aria-expanded", "false");
    opener?.focus({ preventScroll: true });
    opener = null;
  };
  const read = (sentence) => { const twin = sentence.cloneNode(true); for (const node of all(".no, .join", twin)) node.remove(); return twin.textContent; };
  const cite = (sentence) => {
    const label = words.sentence.replace("{number}", sentence.querySelector(".no").dataset.n);
    return `“${read(sentence)}”（${sentence.closest("article").dataset.cite}，${label}）`;
  };
  const show = (from, content, sentence) => {
    opener = from;
    const shut = make("button", { type: "button", className: "close", textContent: "×", ariaLabel: words.close });
    shut.addEventListener("click", close);
    const take = make("button", { type: "button", textContent: words.copy });
    take.addEventListener("click", () => copy(cite(sentence)));
    const link = make("button", { type: "button", textContent: words.link });
    link.addEventListener("click", () => copy(location.href.split("#")[0] + "#" + from.closest("[id]").id));
    drawer.replaceChildren(shut, ...content, make("p", { className: "actions" }, take, link));
    for (const node of all("[id]", drawer)) node.removeAttribute("id");
    drawer.hidden = false;
    drawer.scrollTop = 0;
    for (const node of all("[aria-expanded=true]")) node.setAttribute("aria-expanded", "false");
    from.setAttribute("aria-expanded", "true");
    drawer.focus({ preventScroll: true });
    if (getComputedStyle(drawer).position === "fixed") from.scrollIntoView({ block: "start", behavior: "instant" }); // else the drawer lies over it
  };
  const openMark = (mark) => {
    const card = document.getElementById("card-" + mark.id);
    if (!card) return;
    const parts = [...card.cloneNode(true).children].filter((node) => !node.matches(".actions"));
    show(mark, [make("div", { className: "card" }, ...parts)], mark.closest(".s"));
  };
  const titles = new Map(all(".menu a").map((link) => [link.getAttribute("href").split("/").pop().replace(".html", ""), link.textContent]));
  const names = new Map(all("[data-theme-switch]").map((box) => [box.dataset.themeSwitch, box.nextElementSibling.textContent]));
  const openSentence = (link) => {
    const sentence = link.closest(".s");
    const parts = [make("h3", { textContent: words.sentence.replace("{number}", link.dataset.n) }), make("blockquote", { lang: "zh", textContent: read(sentence) })];
    if (sentence.dataset.themes) parts.push(make("p", {}, make("span", { className: "label", textContent: words.themes + " " }), sentence.dataset.themes.split(" ").map((x) => names.get(x) || x).join(" · ")));
    if (sentence.dataset.uses) {
      const uses = make("p", { className: "uses" }, make("span", { className: "label", textContent: words.used }));
      for (const use of sentence.dataset.uses.split(" ")) { const [slug, anchor] = use.split("#"); uses.append(make("a", { href: `../${slug}.html#${anchor}`, textContent: titles.get(slug) || slug }), " "); }
      parts.push(uses);
    }
    show(link, [make("div", { className: "card" }, ...parts)], sentence);
  };
  document.querySelector("main").addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark, a.no");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    mark.matches(".no") ? openSentence(mark) : openMark(mark);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !drawer.hidden) close(); });
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const node = id ? document.getElementById(id) : null;
    if (node?.matches(".card")) node.closest("details").open = true;
    else if (node?.matches("a.mark")) openMark(node);
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
