"use strict";
// What a report says and the words of the article it says it from, lit up together.
(() => {
  const main = document.getElementById("main");
  const toast = document.querySelector(".toast");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const LINKED = "[data-at], [data-cites], [data-supports], [data-event], .sentence.used";
  let pinned = null;
  let copies = read("copies");

  function read(id) {
    const element = document.getElementById(id);
    return element && JSON.parse(element.textContent);
  }

  function say(message) {
    toast.textContent = message;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.textContent = ""; }, 4000);
  }

  // Offsets count code points, strings here UTF-16 units.
  function units(text, points) {
    let index = 0;
    for (; points > 0 && index < text.length; points -= 1) index += text.codePointAt(index) > 0xffff ? 2 : 1;
    return index;
  }

  function stretches() {
    return [...main.querySelectorAll(".text [data-start]")].filter((element) => element.firstChild).map((element) => {
      const start = Number(element.dataset.start);
      const text = element.firstChild.data;
      let length = 0;
      for (const _ of text) length += 1;
      return { element, text, start, end: start + length };
    });
  }

  function ranges(at, all = stretches()) {
    const found = [];
    for (const pair of at.split(" ").filter(Boolean)) {
      const [start, end] = pair.split("-").map(Number);
      for (const stretch of all) {
        if (start >= stretch.end || end <= stretch.start) continue;
        const range = document.createRange();
        range.setStart(stretch.element.firstChild, units(stretch.text, start - stretch.start));
        range.setEnd(stretch.element.firstChild, units(stretch.text, end - stretch.start));
        found.push(range);
      }
    }
    return found;
  }

  function sentence(number) {
    return main.querySelector(`[data-sentence="${Number(number)}"]`);
  }

  function highlight(name, list) {
    if (!window.Highlight) return;
    if (list.length) CSS.highlights.set(name, new Highlight(...list));
    else CSS.highlights.delete(name);
  }

  // Lights up what an element leads to, and returns the elements that it leads to.
  function light(element) {
    for (const lit of main.querySelectorAll(".lit, .near")) lit.classList.remove("lit", "near");
    highlight("cited", []);
    if (!element) return [];
    const { at, cites, supports, event, sentence: number } = element.dataset;
    let targets = [];
    if (at) {
      const list = ranges(at);
      highlight("cited", list);
      targets = [...new Set(list.map((range) => range.startContainer.parentElement.closest(".sentence")))].filter(Boolean);
      for (const target of targets) target.classList.add(window.Highlight ? "near" : "lit");
      return targets;
    }
    if (cites !== undefined) targets = cites.split(" ").map(sentence);
    else if (supports) targets = supports.split(" ").map((key) => document.getElementById(key));
    else if (event) targets = [document.getElementById(event)];
    else if (number) targets = [...main.querySelectorAll("[data-supported]")].filter((card) => card.dataset.supported.split(" ").includes(number));
    targets = targets.filter(Boolean);
    if (number || supports) element.closest(".sentence").classList.add("near");
    for (const target of targets) target.classList.add("lit");
    if (number) for (const said of main.querySelectorAll(".summary li")) said.classList.toggle("lit", said.dataset.cites.split(" ").includes(number));
    return targets;
  }

  // Brings a sentence into view where the article has a scroll bar of its own; the page itself stays where it is.
  function reveal(target) {
    const pane = target && target.closest(".story");
    if (!pane || getComputedStyle(pane).overflowY !== "auto") return;
    const box = target.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > Math.min(frame.bottom, innerHeight)) {
      pane.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: calm.matches ? "instant" : "smooth" });
    }
  }

  function pin(element) {
    if (pinned) pinned.classList.remove("pinned");
    pinned = element;
    if (element) element.classList.add("pinned");
  }

  function linked(target) {
    return target instanceof Element ? target.closest(LINKED) : null;
  }

  main.addEventListener("pointerover", (event) => {
    const element = linked(event.target);
    if (!element || event.pointerType === "touch") return;
    const targets = light(element);
    if (!element.matches(".sentence")) reveal(targets[0]);
  });
  main.addEventListener("pointerout", (event) => {
    if (linked(event.target) && linked(event.relatedTarget) !== linked(event.target)) light(pinned);
  });
  main.addEventListener("focusin", (event) => {
    const element = linked(event.target);
    if (element && element.matches("a")) reveal(light(element)[0]);
  });
  main.addEventListener("focusout", (event) => {
    if (linked(event.target)) light(pinned);
  });
  main.addEventListener("click", (event) => {
    const element = linked(event.target);
    if (!element) return;
    const selected = getSelection();
    if (!element.matches("a") && selected && !selected.isCollapsed) return;
    event.preventDefault();
    pin(element);
    const [target] = light(element);
    if (!target) return;
    target.scrollIntoView({ block: element.matches(".sentence") ? "nearest" : "center", behavior: calm.matches ? "instant" : "smooth" });
    if (element.matches("a")) target.focus({ preventScroll: true });
  });
  main.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !pinned) return;
    const back = pinned;
    pin(null);
    light(null);
    if (back.matches("a")) back.focus();
  });

  // Gold and predicted values stay marked while their article is shown.
  function markSides() {
    for (const side of ["gold", "predicted"]) {
      const holder = main.querySelector(`[data-side="${side}"]`);
      const all = holder ? stretches() : [];
      highlight(side, holder ? [...holder.querySelectorAll("[data-at]")].flatMap((value) => ranges(value.dataset.at, all)) : []);
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) { say("The browser doesn’t let this page copy."); return; }
    }
    say("Copied.");
  }

  main.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-download]");
    if (!button || !copies) return;
    if (button.dataset.copy) { copy(copies[button.dataset.copy]); return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([copies.json], { type: "application/json" }));
    link.download = "report.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  // A corpus: what is listed, drawn and counted is what the filters let through.
  const index = read("index");
  if (index) corpus(index);
  else markSides();

  function corpus(articles) {
    const form = document.getElementById("filters");
    const overview = document.getElementById("overview");
    const reader = document.getElementById("reader");
    const place = document.getElementById("record");
    const rows = overview.querySelector(".rows");
    const more = overview.querySelector(".more");
    const STEP = 40;
    const DAY = 86400000;
    let matching = [];
    let shownRows = 0;
    let scrolled = 0;
    let open = null;
    let opening = null;
    const byKey = new Map(articles.map((article) => [article.key, article]));
    const collator = new Intl.Collator();
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

    function day(text) {
      const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text || "");
      return parts ? Date.UTC(parts[1], (parts[2] || 1) - 1, parts[3] || 1) / DAY : null;
    }

    for (const article of articles) {
      article.day = day(article.date);
      for (const event of article.events) {
        const [first, last] = [day(event.start), day(event.end)];
        event.first = first ?? last;
        event.last = last ?? first;
      }
    }

    function searched(article) {
      article.searched ??= plain([article.title, article.publisher, article.source, article.summary, article.words,
        ...article.events.flatMap((event) => [event.title, ...event.sources, ...event.places.map((spot) => spot[0])])].join("\n"));
      return article.searched;
    }

    // In short turns after the page stands, so that the first search need not make it all.
    function prepareSearch(next) {
      const until = performance.now() + 8;
      while (next < articles.length && performance.now() < until) searched(articles[next++]);
      if (next < articles.length) setTimeout(prepareSearch, 0, next);
    }

    function wanted() {
      const values = Object.fromEntries(new FormData(form));
      return { ...values, terms: plain(values.q).split(/\s+/).filter(Boolean), from: day(values.from), to: day(values.to) };
    }

    function passes(event, want) {
      return (!want.type || event.type === want.type)
        && (!want.status || (want.status === "disputed" ? event.disputed : event.status === want.status))
        && (!want.country || event.countries.includes(want.country))
        && (!want.kind || event.kinds.includes(want.kind))
        && (want.from === null || (event.last !== null && event.last >= want.from))
        && (want.to === null || (event.first !== null && event.first <= want.to));
    }

    function filter() {
      const want = wanted();
      const narrow = want.type || want.status || want.country || want.kind || want.from !== null || want.to !== null;
      matching = [];
      for (const article of articles) {
        if (want.findings === "none" && article.findings.length) continue;
        if (want.findings === "any" && !article.findings.length) continue;
        if (want.findings.startsWith("=") && !article.findings.includes(want.findings.slice(1))) continue;
        if (want.terms.length && !want.terms.every((term) => searched(article).includes(term))) continue;
        const events = narrow ? article.events.filter((event) => passes(event, want)) : article.events;
        if (narrow && !events.length) continue;
        matching.push({ article, events });
      }
      const orders = {
        newest: (a, b) => (b.article.day ?? -Infinity) - (a.article.day ?? -Infinity) || 0,
        oldest: (a, b) => (a.article.day ?? Infinity) - (b.article.day ?? Infinity) || 0,
        title: (a, b) => collator.compare(a.article.title, b.article.title),
        events: (a, b) => b.events.length - a.events.length,
        findings: (a, b) => b.article.findings.length - a.article.findings.length,
      };
      if (orders[want.sort]) matching.sort(orders[want.sort]);
      draw();
    }

    const digits = new Intl.NumberFormat("en");
    function number(count, noun) {
      return `${digits.format(count)} ${noun}${count === 1 ? "" : "s"}`;
    }

    function make(tag, attributes = {}, ...children) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    }

    function shape(tag, attributes = {}, title = "") {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      if (title) element.append(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "title"), { textContent: title }));
      return element;
    }

    function draw() {
      const events = matching.flatMap((match) => match.events);
      overview.querySelector(".found").textContent = `${number(matching.length, "article")}, ${number(events.length, "event")}`;
      rows.replaceChildren();
      shownRows = 0;
      addRows();
      drawTimeline(events);
      drawMap(events);
      drawCounts(events);
    }

    function addRows() {
      const next = matching.slice(shownRows, shownRows + STEP);
      rows.append(...next.map(({ article, events }) => {
        const link = make("a", { href: address(article.key), dir: "auto" }, article.title);
        const about = make("span", { class: "note" }, make("bdi", {}, [article.publisher || article.source, article.date].filter(Boolean).join(" · ")));
        const kinds = new Map();
        for (const event of events) {
          const name = `${event.type.replaceAll("_", " ")}, ${event.disputed ? "disputed" : event.status}`;
          kinds.set(name, (kinds.get(name) || 0) + 1);
        }
        const chips = make("div", { class: "chips" }, ...[...kinds].slice(0, 6).map(([name, count]) => make("span", {}, count > 1 ? `${count} × ${name}` : name)));
        if (!events.length) chips.append(make("span", { class: "note" }, "no event"));
        if (article.findings.length) chips.append(make("span", { class: "note" }, number(article.findings.length, "finding")));
        return make("li", {}, make("div", {}, link, " ", about), make("div", { class: "lead", dir: "auto" }, article.summary.length > 220 ? `${article.summary.slice(0, 220)}…` : article.summary), chips);
      }));
      shownRows += next.length;
      more.hidden = shownRows >= matching.length;
      more.textContent = `Show ${Math.min(STEP, matching.length - shownRows)} more of ${digits.format(matching.length - shownRows)}`;
    }

    function drawTimeline(events) {
      const svg = overview.querySelector(".timeline svg");
      const width = Math.max(320, Math.round(svg.clientWidth) || 700);
      const dated = events.filter((event) => event.first !== null).sort((a, b) => a.first - b.first);
      svg.replaceChildren();
      const coarse = { week: [], month: [], year: [] };
      const exact = [];
      for (const event of dated) {
        const length = event.last - event.first;
        const lane = event.precision in coarse ? event.precision : length > 31 ? "year" : length > 7 ? "month" : length > 1 ? "week" : null;
        (lane ? coarse[lane] : exact).push(event);
      }
      const lanes = Object.entries(coarse).filter(([, list]) => list.length);
      const tall = 110;
      const height = tall + 24 + lanes.length * 20;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      const note = overview.querySelector(".undated");
      const undated = events.length - dated.length;
      if (!dated.length) {
        svg.setAttribute("viewBox", `0 0 ${width} 24`);
        svg.setAttribute("aria-label", "No event here has a known date.");
        note.textContent = events.length ? "No event here has a known date." : "";
        return;
      }
      // A few stray dates (a history told in passing) would squeeze the rest: the axis has the middle 98 of 100.
      const low = dated[Math.floor((dated.length - 1) * 0.01)].first;
      const ends = dated.map((event) => event.last).sort((a, b) => a - b);
      const high = Math.max(ends[Math.ceil((ends.length - 1) * 0.99)], low) + 1;
      const left = lanes.length ? 46 : 4;
      const pad = Math.max(3, (high - low) * 0.02);
      const scale = (at) => left + ((at - low + pad) / (high - low + 2 * pad)) * (width - left - 4);
      const inside = (at) => Math.min(Math.max(scale(at), left), width - 4);
      const iso = (at) => new Date(at * DAY).toISOString().slice(0, 10);
      const range = high - low;
      const unit = range <= 92 ? 1 : range <= 1100 ? 7 : range <= 5500 ? 30 : 365;
      const bins = new Map();
      let outside = 0;
      for (const event of exact) {
        if (event.first < low || event.first >= high) { outside += 1; continue; }
        const bin = low + Math.floor((event.first - low) / unit) * unit;
        bins.set(bin, (bins.get(bin) || 0) + 1);
      }
      const most = Math.max(1, ...bins.values());
      for (const [bin, count] of bins) {
        const tallness = Math.max(2, (count / most) * (tall - 16));
        const wide = Math.max(2, scale(bin + unit) - scale(bin) - 1);
        const last = bin + unit - 1;
        const bar = shape("rect", { class: "bar", x: scale(bin), y: tall - tallness, width: wide, height: tallness, "data-from": iso(bin), "data-to": iso(last) },
          `${number(count, "event")}, ${iso(bin)}${unit > 1 ? ` to ${iso(last)}` : ""}`);
        svg.append(bar);
      }
      if (bins.size) svg.append(Object.assign(shape("text", { x: left, y: 10 }), { textContent: `${most} at most ${unit === 1 ? "a day" : unit === 7 ? "a week" : unit === 30 ? "in 30 days" : "a year"}` }));
      svg.append(shape("path", { class: "axis", d: `M${left} ${tall + 0.5}H${width}` }));
      ticks(low, high, Math.floor(width / 90)).forEach(([at, label]) => {
        svg.append(shape("path", { class: "axis", d: `M${scale(at)} ${tall}v4` }));
        svg.append(Object.assign(shape("text", { x: scale(at), y: tall + 15, "text-anchor": "middle" }), { textContent: label }));
      });
      lanes.forEach(([lane, list], order) => {
        const top = tall + 24 + order * 20;
        svg.append(Object.assign(shape("text", { x: 0, y: top + 12 }), { textContent: lane }));
        // How many events may lie on each day: what is known to a month is spread over the month.
        const grain = Math.ceil(range / 90);
        const steps = new Map();
        const step = (at, by) => {
          const rounded = low + Math.round((at - low) / grain) * grain;
          steps.set(rounded, (steps.get(rounded) || 0) + by);
        };
        for (const event of list) {
          step(event.first, 1);
          step(event.last + 1, -1);
        }
        let active = 0;
        const levels = [...steps].sort((a, b) => a[0] - b[0]).map(([at, by]) => [at, active += by]);
        const densest = Math.max(...levels.map((level) => level[1]));
        levels.forEach(([at, count], place) => {
          const end = levels[place + 1]?.[0];
          const [from, to] = [inside(at), inside(end)];
          if (!count || !(to > from)) return;
          svg.append(shape("rect", { class: "span", x: from, y: top, width: to - from, height: 15, "fill-opacity": 0.15 + 0.75 * (count / densest), "data-from": iso(at), "data-to": iso(end - 1) },
            `${number(count, "event")} known to a ${lane}, on a day from ${iso(at)} to ${iso(end - 1)}`));
        });
        outside += list.filter((event) => event.last < low || event.first >= high).length;
      });
      svg.setAttribute("aria-label", `${number(dated.length, "event")} with a known date, from ${iso(dated[0].first)} to ${iso(ends[ends.length - 1])}`);
      note.textContent = [undated && `${number(undated, "event")} without a known date`, outside && `${digits.format(outside)} outside the dates shown`].filter(Boolean).join(", ");
    }

    function ticks(low, high, most) {
      const found = [];
      const start = new Date(low * DAY);
      const span = high - low;
      if (span <= 3 * most) {
        const step = Math.max(1, Math.ceil(span / most));
        for (let at = low; at < high; at += step) found.push([at, new Date(at * DAY).toISOString().slice(5, 10)]);
        return found;
      }
      const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000].find((step) => span / 30.4 / step <= most) || 12000;
      for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1; ; month += 1) {
        if (month % months) continue;
        const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
        if (!(at < high)) return found;
        const text = new Date(at * DAY).toISOString();
        found.push([at, months >= 12 ? text.slice(0, 4) : text.slice(0, 7)]);
      }
    }

    let near = true;
    function drawMap(events) {
      const svg = overview.querySelector(".map svg");
      if (!svg) return;
      const points = [];
      for (const event of events) {
        for (const [name, latitude, longitude, rough] of event.places) {
          if (latitude !== null) points.push({ name, rough, x: (longitude + 180) * 10, y: (90 - latitude) * 10 });
        }
      }
      let box = [0, 60, 3600, 1400];
      if (near && points.length) {
        let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
        for (const { x, y } of points) [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
        const wide = Math.min(3600, Math.max((right - left) * 1.2, (bottom - top) * 1.2 * (18 / 7), 300));
        const tall = (wide * 7) / 18;
        box = [Math.min(Math.max((left + right - wide) / 2, 0), 3600 - wide), Math.min(Math.max((top + bottom - tall) / 2, 0), 1800 - tall), wide, tall];
      }
      svg.setAttribute("viewBox", box.map((value) => Math.round(value)).join(" "));
      const unit = box[2] / 900;
      // Places that would lie on each other are one circle, with the name of the first.
      const spots = new Map();
      for (const point of points) {
        const key = `${Math.round(point.x / unit / 12)} ${Math.round(point.y / unit / 12)} ${point.rough}`;
        const spot = spots.get(key) || { ...point, names: new Set(), count: 0 };
        spot.count += 1;
        spot.names.add(point.name);
        spots.set(key, spot);
      }
      const list = [...spots.values()].sort((a, b) => b.count - a.count);
      const most = Math.max(1, ...list.map((spot) => spot.count));
      svg.querySelector("g").replaceChildren(...list.map((spot) => shape("circle", {
        cx: spot.x.toFixed(1), cy: spot.y.toFixed(1), r: (unit * (4 + 18 * Math.sqrt(spot.count / most)) * (spot.rough ? 1.4 : 1)).toFixed(2),
        class: spot.rough ? "rough" : "", "data-name": spot.name,
      }, `${[...spot.names].slice(0, 8).join(", ")}${spot.names.size > 8 ? " …" : ""}: ${number(spot.count, "event")}`)));
      svg.setAttribute("aria-label", list.length ? `${number(list.length, "place")}, most events at ${list.slice(0, 5).map((spot) => `${spot.name} (${spot.count})`).join(", ")}` : "No event here has coordinates.");
    }

    function drawCounts(events) {
      const tallies = { type: new Map(), kind: new Map(), country: new Map(), q: new Map() };
      const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
      for (const event of events) {
        add(tallies.type, event.type);
        for (const kind of event.kinds) add(tallies.kind, kind);
        for (const country of event.countries) add(tallies.country, country);
        for (const source of event.sources) add(tallies.q, source);
      }
      for (const [name, tally] of Object.entries(tallies)) {
        const list = [...tally].sort((a, b) => b[1] - a[1]).slice(0, 10);
        const most = list.length ? list[0][1] : 1;
        overview.querySelector(`[data-counts="${name}"]`).replaceChildren(...list.map(([value, count]) => {
          const label = name === "country" ? countryName(value) : name === "q" ? value : value.replaceAll("_", " ");
          const bar = shape("svg", { viewBox: "0 0 100 3", preserveAspectRatio: "none", "aria-hidden": "true" });
          bar.append(shape("rect", { width: (100 * count) / most, height: 3 }));
          const button = make("button", { type: "button", "data-field": name, "data-value": value, "aria-pressed": String(form.elements[name].value === value) },
            make("bdi", {}, label), make("span", {}, digits.format(count)), bar);
          return make("li", {}, button);
        }));
        overview.querySelector(`[data-counts="${name}"]`).parentElement.hidden = !list.length;
      }
    }

    const regions = new Intl.DisplayNames(["en"], { type: "region" });
    function countryName(code) {
      try { return regions.of(code); } catch { return code; }
    }
    for (const option of form.elements.country.options) if (option.value) option.textContent = countryName(option.value);

    // The state is in the address, so that it can be kept, shared and gone back to.
    function address(key) {
      const state = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && !(name === "sort" && value === "newest")));
      if (key) state.set("article", key);
      return `#${state}`;
    }

    async function follow() {
      const state = new URLSearchParams(location.hash.slice(1));
      let changed = !matching.length;
      for (const element of form.elements) {
        if (!element.name) continue;
        const value = state.get(element.name) ?? (element.name === "sort" ? "newest" : "");
        if (element.value !== value) { element.value = value; changed = true; }
      }
      if (form.elements.sort.value === "") form.elements.sort.value = "newest";
      if (changed) filter();
      const article = byKey.get(state.get("article"));
      if (article) await show(article);
      else if (open) list();
    }

    // Each article is compressed against one sample: the two streams together give the sample, then the article.
    const bytes = (id) => Uint8Array.from(atob(document.getElementById(id).textContent), (char) => char.charCodeAt(0));
    async function unpack(key) {
      const stream = new Blob([bytes("sample"), bytes(`packed-${key}`)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      const whole = await new Response(stream).arrayBuffer();
      return JSON.parse(new TextDecoder().decode(whole.slice(Number(document.getElementById("sample").dataset.length))));
    }

    async function show(article) {
      if (!open) scrolled = scrollY;
      pin(null);
      opening = article;
      const record = await unpack(article.key);
      if (opening !== article) return;
      copies = record;
      // Made by the same templates that escape the page itself; the page's policy lets no script in it run.
      place.innerHTML = record.html;
      overview.hidden = true;
      reader.hidden = false;
      open = article;
      light(null);
      markSides();
      reader.querySelector(".back").href = address();
      const at = matching.findIndex((match) => match.article === article);
      for (const [name, neighbour] of [["previous", at > 0 ? matching[at - 1] : null], ["next", at >= 0 ? matching[at + 1] : null]]) {
        const link = reader.querySelector(`.${name}`);
        link.hidden = !neighbour;
        if (neighbour) link.href = address(neighbour.article.key);
      }
      scrollTo(0, 0);
      place.querySelector("h1").focus({ preventScroll: true });
    }

    function list() {
      const last = open;
      open = opening = null;
      highlight("gold", []);
      highlight("predicted", []);
      reader.hidden = true;
      place.replaceChildren();
      overview.hidden = false;
      draw();
      scrollTo(0, scrolled);
      const row = last && rows.querySelector(`a[href$="article=${CSS.escape(last.key)}"]`);
      if (row) row.focus({ preventScroll: true });
    }

    function refilter() {
      history.replaceState(null, "", address());
      filter();
    }

    form.addEventListener("input", refilter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(refilter));
    more.addEventListener("click", () => {
      const before = shownRows;
      addRows();
      rows.children[before]?.querySelector("a").focus();
    });
    overview.addEventListener("click", (event) => {
      const button = event.target.closest("[data-field]");
      const bar = event.target.closest("[data-from]");
      const spot = event.target.closest("[data-name]");
      if (event.target.closest("[data-zoom]")) {
        near = !near;
        drawMap(matching.flatMap((match) => match.events));
        event.target.closest("[data-zoom]").textContent = near ? "Whole world" : "Nearer";
        return;
      }
      if (button) {
        const field = form.elements[button.dataset.field];
        field.value = field.value === button.dataset.value ? "" : button.dataset.value;
      } else if (bar) {
        [form.elements.from.value, form.elements.to.value] = [bar.dataset.from, bar.dataset.to];
      } else if (spot) {
        form.elements.q.value = spot.dataset.name;
      } else return;
      refilter();
      if (button) overview.querySelector(`[data-field="${button.dataset.field}"][data-value="${CSS.escape(button.dataset.value)}"]`)?.focus();
    });
    addEventListener("hashchange", follow);
    follow();
    setTimeout(prepareSearch, 0, 0);

    if (document.body.dataset.live !== undefined) watch(() => !open);
  }

  // A served page asks for news, and loads itself anew when there is some and nobody is reading an article.
  async function watch(free) {
    const known = document.body.dataset.live;
    for (;;) {
      await new Promise((wake) => setTimeout(wake, 2000));
      try {
        const state = await (await fetch("state", { cache: "no-store" })).text();
        if (state !== known && free()) { location.reload(); return; }
      } catch {
        // The server is gone or busy: what is here stays.
      }
    }
  }
  if (!index && document.body.dataset.live !== undefined) watch(() => !pinned);
})();
