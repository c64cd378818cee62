// The table of calls: filter, sort, leaf through. Rows are made of text, never of markup.
"use strict";
(() => {
  const PAGE = 100;
  const names = window.SPEECHQA_CALLS.columns;
  const column = Object.fromEntries(names.map((name, index) => [name, index]));
  const agent = document.querySelector("h1[data-agent]");
  const rows = window.SPEECHQA_CALLS.rows.filter((row) => !agent || (row[column.agent] === agent.dataset.agent && row[column.team] === agent.dataset.team));
  const root = document.body.dataset.root;
  const table = document.getElementById("calls");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const filter = document.getElementById("filter");
  const choices = [...document.querySelectorAll("[data-filter]")];
  const label = (key) => (key === "" ? "–" : window.speechqaLabel(key));
  const TRANSLATED = new Set(["type", "outcome", "stage", "status", "passed"]);
  const NUMBERS = new Set(["duration", "recognition", "score", "critical"]);
  const haystacks = rows.map((row) => row.filter((_, index) => names[index] !== "page").join("\n").toLowerCase());
  let order = { key: "started", down: true };
  let first = 0;

  for (const choice of choices) {
    const found = [...new Set(rows.map((row) => row[column[choice.dataset.filter]]))].filter((value) => value !== "").sort();
    for (const value of found) {
      const option = document.createElement("option");
      option.value = value;
      if (TRANSLATED.has(choice.dataset.filter)) { option.dataset.label = value; option.textContent = label(value); } else option.textContent = value;
      choice.append(option);
    }
    choice.closest("label").hidden = found.length < 2;
  }
  const clock = (ms) => {
    if (ms === null) return "";
    const seconds = Math.floor(ms / 1000);
    const pad = (number) => String(number).padStart(2, "0");
    return seconds < 3600 ? `${Math.floor(seconds / 60)}:${pad(seconds % 60)}` : `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  };
  const shown = (key, value) => {
    if (value === null || value === "") return "–";
    if (key === "duration") return clock(value);
    if (key === "recognition") return `${Math.round(100 * value)} %`;
    if (key === "score") return value.toFixed(1);
    if (key === "started") return value.replace("T", " ").slice(0, 16);
    return TRANSLATED.has(key) ? label(value) : String(value);
  };
  const cell = (key, row) => {
    const made = document.createElement("td");
    const value = row[column[key]];
    if (key === "call") {
      const link = document.createElement("a");
      link.href = `${root}report/calls/${row[column.page]}.html`;
      link.textContent = value;
      made.append(link);
    } else made.textContent = shown(key, value);
    if (NUMBERS.has(key)) made.className = "n";
    if ((key === "passed" && value === "no") || (key === "critical" && value > 0)) made.classList.add("bad");
    return made;
  };
  const compare = (a, b) => {
    const [left, right] = [a[column[order.key]], b[column[order.key]]];
    // What is unknown stands last, whichever way the rest is sorted.
    const missing = (left === null || left === "") - (right === null || right === "");
    if (missing) return missing;
    const by = typeof left === "number" ? left - right : String(left).localeCompare(String(right));
    return order.down ? -by : by;
  };
  const draw = () => {
    const wanted = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const kept = rows.filter((row, index) => choices.every((choice) => !choice.value || row[column[choice.dataset.filter]] === choice.value) && wanted.every((word) => haystacks[index].includes(word)));
    kept.sort(compare);
    first = Math.min(first, Math.max(0, Math.floor((kept.length - 1) / PAGE) * PAGE));
    const page = kept.slice(first, first + PAGE);
    body.replaceChildren(...page.map((row) => {
      const line = document.createElement("tr");
      line.append(...heads.map((head) => cell(head.dataset.column, row)));
      return line;
    }));
    const from = page.length ? `${first + 1}–${first + page.length} ${label("of")} ` : "";
    document.getElementById("count").textContent = kept.length ? `${from}${kept.length} (${rows.length} ${label("calls")})` : label("no_match");
    document.getElementById("earlier").disabled = first === 0;
    document.getElementById("later").disabled = first + PAGE >= kept.length;
    for (const head of heads) {
      if (head.dataset.column === order.key) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  for (const head of heads) {
    head.querySelector("button").addEventListener("click", () => {
      const key = head.dataset.column;
      order = { key, down: order.key === key ? !order.down : false };
      draw();
    });
  }
  for (const control of [filter, ...choices]) control.addEventListener("input", () => { first = 0; draw(); });
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("earlier").addEventListener("click", () => { first = Math.max(0, first - PAGE); draw(); });
  document.getElementById("later").addEventListener("click", () => { first += PAGE; draw(); });
  document.addEventListener("speechqa-labels", draw);
  draw();
})();
