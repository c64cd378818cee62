// A call's page: play, seek by a click on a verdict, a word or the timeline, follow the words, keys.
"use strict";
(() => {
  const audio = document.getElementById("audio");
  const timeline = document.getElementById("timeline");
  const head = document.getElementById("playhead");
  const duration = Number(timeline.dataset.duration) || 1;
  const words = [...document.querySelectorAll(".w")]
    .map((element) => ({ element, start: Number(element.dataset.s), end: Number(element.dataset.e) }))
    .sort((a, b) => a.start - b.start);
  const stops = [...document.querySelectorAll(".verdicts .seek, .hits .seek")]
    .map((button) => ({ button, at: Number(button.dataset.seek) }))
    .sort((a, b) => a.at - b.at);
  let lit = [];
  let current = null;
  let now = 0; // where a page without sound stands

  const at = () => (audio ? audio.currentTime * 1000 : now);
  const draw = () => {
    const moment = at();
    const x = Math.min(1000, (1000 * moment) / duration);
    head.setAttribute("x1", x);
    head.setAttribute("x2", x);
    const heard = words.filter((word) => word.start <= moment && moment < word.end);
    for (const word of lit) if (!heard.includes(word)) word.element.classList.remove("now");
    for (const word of heard) word.element.classList.add("now");
    lit = heard;
  };
  const follow = () => { draw(); if (audio && !audio.paused) window.requestAnimationFrame(follow); };
  const seek = (moment, play) => {
    now = Math.max(0, Math.min(duration, moment));
    if (!audio) return draw();
    audio.currentTime = now / 1000;
    if (play) audio.play().catch(() => {});
    draw();
  };
  const mark = (element) => {
    if (current) current.classList.remove("current");
    current = element;
    if (current) { current.classList.add("current"); current.scrollIntoView({ block: "nearest" }); }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".seek");
    if (button) { mark(button.closest("li")); seek(Number(button.dataset.seek), true); return; }
    const word = event.target.closest(".w");
    if (word) seek(Number(word.dataset.s), true);
  });
  timeline.addEventListener("click", (event) => {
    const box = timeline.getBoundingClientRect();
    seek((duration * (event.clientX - box.left)) / box.width, true);
  });
  if (audio) {
    audio.addEventListener("play", follow);
    audio.addEventListener("seeked", draw);
    audio.addEventListener("timeupdate", draw);
  }
  const step = (forward) => {
    if (!stops.length) return;
    const moment = at();
    const index = current ? stops.findIndex((stop) => stop.button.closest("li") === current) : -1;
    let next;
    if (index >= 0) next = stops[(index + (forward ? 1 : stops.length - 1)) % stops.length];
    else if (forward) next = stops.find((stop) => stop.at >= moment) || stops[0];
    else next = [...stops].reverse().find((stop) => stop.at <= moment) || stops[stops.length - 1];
    mark(next.button.closest("li"));
    seek(next.at, true);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, summary, audio")) return;
    // On a button that seeks, space plays and stops like everywhere; Enter still presses it.
    if (event.key === " " && event.target.closest("button:not(.seek), a")) return;
    const acts = {
      " ": () => { if (audio) { if (audio.paused) audio.play().catch(() => {}); else audio.pause(); } },
      ArrowLeft: () => seek(at() - 5000, false),
      ArrowRight: () => seek(at() + 5000, false),
      n: () => step(true),
      p: () => step(false),
    };
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  draw();
})();
