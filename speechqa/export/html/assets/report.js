// Every page: the language of its labels, light or dark. Choices are kept where the browser allows it.
"use strict";
(() => {
  const kept = {
    get(key) { try { return window.localStorage.getItem("speechqa-" + key); } catch { return null; } },
    set(key, value) { try { window.localStorage.setItem("speechqa-" + key, value); } catch { /* not kept */ } },
  };
  const labels = window.SPEECHQA_LABELS || {};
  const choice = document.getElementById("labels");

  const label = (key) => (labels[document.documentElement.lang] || labels.en || {})[key] || key;
  const show = (language) => {
    if (!labels[language]) return;
    document.documentElement.lang = language;
    choice.value = language;
    for (const each of document.querySelectorAll("[data-label]")) each.textContent = label(each.dataset.label);
    for (const each of document.querySelectorAll("[data-label-placeholder]")) each.placeholder = label(each.dataset.labelPlaceholder);
    document.dispatchEvent(new CustomEvent("speechqa-labels"));
  };
  window.speechqaLabel = label;
  choice.addEventListener("change", () => { kept.set("labels", choice.value); show(choice.value); });

  const root = document.documentElement;
  const theme = kept.get("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept.set("theme", root.dataset.theme);
  });
  const language = kept.get("labels");
  // After the other scripts of the page, which draw labels of their own.
  window.addEventListener("DOMContentLoaded", () => { if (language) show(language); });
})();
