// Enhancements only: every page works without this file.
(() => {
  "use strict";

  // Safari before 16 has no requestSubmit.
  const send = (form) => (form.requestSubmit ? form.requestSubmit() : form.submit());

  // « Près de moi » : the position is asked on a click, put in the address, kept nowhere.
  for (const form of document.querySelectorAll("form[data-near]")) {
    const button = form.querySelector("[data-locate]");
    const status = form.querySelector("[data-locate-status]");
    const where = form.elements.namedItem("ou");
    const [lat, lon] = ["lat", "lon"].map((name) => form.elements.namedItem(name));
    const set = (position) => {
      lat.disabled = lon.disabled = !position;
      lat.value = position ? position.latitude.toFixed(5) : "";
      lon.value = position ? position.longitude.toFixed(5) : "";
    };
    where.addEventListener("input", () => set(null));
    if (!button || !("geolocation" in navigator)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      status.textContent = "Nous cherchons où vous êtes…";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          set(coords);
          where.value = "Près de vous";
          status.textContent = "";
          send(form);
        },
        () => { status.textContent = "Votre position n’est pas disponible. Écrivez un quartier ou une rue."; },
        { timeout: 10000, maximumAge: 60000 },
      );
    });
  }

  // A choice made renews the results at once; without a mouse too.
  const search = document.getElementById("recherche");
  if (search) {
    search.addEventListener("change", (event) => {
      if (event.target.closest("#resultats")) send(search);
    });
    // Empty fields stay out of the address.
    document.body.addEventListener("htmx:configRequest", (event) => {
      const kept = event.detail.parameters;
      for (const [name, value] of Object.entries({ ...kept })) if (value === "") delete kept[name];
    });
    // On a phone the form gives way to the results already asked.
    const fold = search.querySelector("[data-fold]");
    if (fold && !fold.querySelector("[aria-invalid]") && location.search.length > 1 && matchMedia("(max-width: 40rem)").matches) fold.open = false;
    // Open groups stay open and the focus stays where it was when the results are renewed.
    const announce = search.querySelector("[data-announce]");
    let open = [];
    let focused = "";
    const isResults = (event) => event.detail.target.id === "resultats";
    document.body.addEventListener("htmx:beforeSwap", (event) => {
      if (!isResults(event)) return;
      open = [...search.querySelectorAll("details[open]")].map((details) => details.id);
      focused = document.activeElement?.id;
      // Bad input is shown beside its field, with the status 400.
      if (event.detail.xhr.status === 400) event.detail.shouldSwap = true;
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (!isResults(event)) return;
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      announce.textContent = search.querySelector(".total").textContent;
      ready(search);
    });
  }

  function ready(root) {
    for (const button of root.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.onclick = () => window.print();
    }
  }
  ready(document);

  // « ← Tous les lieux » goes back to the search one came from.
  const back = document.querySelector("[data-back]");
  if (back && document.referrer.startsWith(location.origin + back.pathname + "?")) {
    back.href = document.referrer;
    back.textContent = "← Retour aux résultats";
  }
})();
