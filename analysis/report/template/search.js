// Search over all sentences. The index is cut into files, each a script; a file is loaded only if its filter lets the terms through.
"use strict";
(() => {
  const { words, make } = window.report;
  const index = window.searchIndex;
  const form = document.getElementById("search");
  const [list, count, more] = ["results", "count", "more"].map((id) => document.getElementById(id));
  const page = 50;
  const language = document.documentElement.lang;
  document.body.dataset.query = "yes";

  const fold = (text) => {
    let out = "";
    for (const char of text) {
      const narrow = char >= "！" && char <= "～" ? String.fromCharCode(char.charCodeAt(0) - 0xfee0) : char;
      const low = narrow.toLowerCase();
      out += low.length === narrow.length ? low : narrow;
    }
    return out;
  };
  const options = { theme: index.themes[language], kind: index.kinds[language] };
  for (const name of ["theme", "place", "year", "kind"]) {
    const entries = options[name] ? Object.entries(options[name]) : index[name].map((x) => [x, x]);
    for (const [key, text] of entries) form.elements[name].append(make("option", { value: key, textContent: text }));
  }

  const filters = index.filters.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  const may = (bits, terms) => terms.every((term) => {
    const chars = [...term];
    for (let i = 1; i < chars.length; i++) {
      const bit = (chars[i - 1].codePointAt(0) * 31 + chars[i].codePointAt(0) * 7919) % index.bits;
      if (!(bits[bit >> 3] & (1 << (bit & 7)))) return false;
    }
    return true;
  });

  const parts = new Map();
  const waiting = new Map();
  window.searchPart = (number, data) => {
    for (const row of data[1]) row.push(fold(row[2]));
    parts.set(number, data);
    waiting.get(number)?.();
  };
  const load = (number) => parts.has(number) ? null : new Promise((resolve) => {
    waiting.set(number, resolve);
    const script = make("script", { src: `${document.body.dataset.root}search/${number}.js` });
    script.onerror = resolve;
    document.head.append(script);
  });

  const highlight = (text, folded, terms) => {
    const spans = [];
    for (const term of terms) for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) spans.push([at, at + term.length]);
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const nodes = [];
    let at = 0;
    for (const [start, end] of spans) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      nodes.push(text.slice(at, from), make("mark", { textContent: text.slice(from, end) }));
      at = end;
    }
    return [...nodes, text.slice(at)];
  };
  const row = ([article, number, text, , folded], articles, terms) => {
    const [file, doc, title, place, year, kind] = articles[article];
    const href = `sources/${encodeURIComponent(file)}#${encodeURIComponent(`${doc}-s${number}`)}`;
    const notes = [place, year, options.kind[kind]].filter(Boolean).join(" · ");
    return make("li", {},
      make("p", { className: "quote", lang: "zh" }, make("a", { href }, ...highlight(text, folded, terms))),
      make("p", { className: "meta", lang: "zh" }, title, notes ? ` · ${notes}` : ""));
  };

  let run = 0;
  const search = async () => {
    const mine = ++run;
    const data = new FormData(form);
    const terms = fold(String(data.get("q"))).split(/\s+/).filter(Boolean);
    const [theme, place, year, kind] = ["theme", "place", "year", "kind"].map((name) => data.get(name));
    const query = new URLSearchParams([...data].filter(([, text]) => text)).toString();
    try { history.replaceState(null, "", query ? `?${query}` : location.pathname); } catch { /* some browsers keep addresses of files fixed */ }
    list.replaceChildren();
    more.hidden = true;
    count.textContent = "";
    if (!terms.length && !theme && !place && !year && !kind) return;
    count.textContent = words.loading;
    let found = 0;
    const rest = [];
    for (let number = 0; number < filters.length; number++) {
      if (!may(filters[number], terms)) continue;
      await load(number);
      if (mine !== run) return;
      const [articles, sentences] = parts.get(number) || [[], []];
      for (const sentence of sentences) {
        const where = articles[sentence[0]];
        if ((theme && !sentence[3].includes(theme)) || (place && where[3] !== place) || (year && where[4] !== year) || (kind && where[5] !== kind)) continue;
        if (!terms.every((term) => sentence[4].includes(term))) continue;
        found++ < page ? list.append(row(sentence, articles, terms)) : rest.push([sentence, articles]);
      }
    }
    count.textContent = found ? (found === 1 ? words.count_one : words.count).replace("{count}", found.toLocaleString("en")) : words.none;
    const next = () => {
      for (const [sentence, articles] of rest.splice(0, page)) list.append(row(sentence, articles, terms));
      more.hidden = !rest.length;
    };
    more.hidden = !rest.length;
    more.onclick = next;
  };
  let timer = 0;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  const asked = new URLSearchParams(location.search);
  for (const [name, text] of asked) if (form.elements[name]) form.elements[name].value = text;
  if ([...asked].length) search(); else form.elements.q.focus();
})();
