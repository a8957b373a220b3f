// Keeps on the device what is typed in a form, and offers it back: nothing is lost when the
// connection drops. Forgotten once sent, on « Quitter », and after a week.
(() => {
  "use strict";

  const PREFIX = "maj:";
  const WEEK = 7 * 24 * 3600 * 1000;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "geste"]);

  // A browser may refuse storage altogether (private windows, full disk).
  const attempt = (act) => {
    try { return act(); } catch { return null; }
  };
  const keys = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
  const forget = (key) => attempt(() => localStorage.removeItem(key));
  const recall = (key) => attempt(() => {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Array.isArray(kept.pairs) && Date.now() - kept.at < WEEK ? kept : null;
  });

  for (const key of keys()) if (!recall(key)) forget(key);
  for (const leaving of document.querySelectorAll("[data-keep-leave]")) {
    leaving.addEventListener("submit", () => keys().forEach(forget));
  }
  const sent = document.querySelector("[data-keep-sent]");
  if (sent) forget(PREFIX + sent.dataset.keepSent);

  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const key = PREFIX + location.pathname;
  const pairs = () => [...new FormData(form)].filter(([name, held]) => !NOT_KEPT.has(name) && typeof held === "string");
  const keep = () => attempt(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), pairs: pairs() })));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  // Without a connection, leaving the page would show the browser's own error.
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine === false) {
      event.preventDefault();
      offline();
    }
  });

  function offline() {
    let said = form.querySelector("[data-keep-offline]");
    if (!said) {
      said = document.createElement("p");
      said.className = "error";
      said.setAttribute("role", "alert");
      said.dataset.keepOffline = "";
      form.append(said);
    }
    said.textContent = "Pas de connexion. Ce que vous avez écrit est gardé sur cet appareil : réessayez plus tard.";
  }

  // What the server says of a row is not said of another text since.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (navigator.onLine === false) event.preventDefault();
  });

  const offer = document.querySelector("[data-keep-offer]");
  const kept = "keepFresh" in form.dataset ? recall(key) : null;
  if (!offer || !kept) return;
  const typed = (list) => JSON.stringify(list.filter(([name]) => name !== "depart"));
  if (typed(kept.pairs) === typed(pairs())) return forget(key);
  offer.querySelector("[data-keep-when]").textContent =
    `C’était le ${new Date(kept.at).toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long" })}.`;
  offer.hidden = false;
  offer.querySelector("[data-keep-drop]").addEventListener("click", () => {
    forget(key);
    offer.hidden = true;
    form.querySelector("input:not([type=hidden])").focus();
  });
  // The server draws the page again with what was kept: rows added since are there too.
  offer.querySelector("[data-keep-take]").addEventListener("click", () => {
    const again = document.createElement("form");
    again.method = "post";
    again.hidden = true;
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    for (const [name, held] of [...kept.pairs, ["csrfmiddlewaretoken", token], ["geste", "relire"]]) {
      const input = document.createElement("textarea"); // an input would lose the ends of lines
      input.name = name;
      input.value = held;
      again.append(input);
    }
    document.body.append(again);
    again.submit();
  });
})();
