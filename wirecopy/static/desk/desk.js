// Keys of the desk: "g" and a letter leads to a part, j and k walk the rows, Enter opens one, "/" searches, "?" shows this.
(() => {
  let going = false;
  const typing = (at) => at.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")];

  function walk(step) {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    (next.querySelector("a, button") || next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // A page's own keys: what has this key is gone to, and a link followed; nothing is done by it.
  function hot(key) {
    const at = document.querySelector(`[data-hot="${CSS.escape(key)}"]`);
    return at && (() => { if (at.matches("a[href]")) location.assign(at.href); else { at.focus(); at.scrollIntoView({ block: "center" }); } });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const keys = document.getElementById("keys");
    if (going) {
      going = false;
      const to = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (to) { event.preventDefault(); location.assign(to.href); }
      return;
    }
    const found = {
      g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
      j: () => walk(1),
      k: () => walk(-1),
      "/": () => document.querySelector("input[type=search]")?.focus(),
      "?": () => keys?.showModal(),
    }[event.key] || hot(event.key);
    if (found) { event.preventDefault(); found(); }
  });

  // A button that cannot be taken back asks once more.
  document.addEventListener("submit", (event) => {
    const asks = event.submitter?.dataset.sure || event.target.dataset.sure;
    if (asks && !confirm(asks)) event.preventDefault();
  });
})();
