// The map beside the list: same places, grouped by the server. The page is whole without it.
(() => {
  "use strict";
  const box = document.getElementById("carte");
  const block = document.getElementById("carte-bloc");
  if (!box || !window.fetch) return;
  const status = block.querySelector("[data-map-status]");
  const zone = block.querySelector("[data-map-zone]");
  let map, layer, last = "", followed = false;

  const results = () => document.getElementById("resultats");
  const plural = (n) => `${n.toLocaleString("fr-FR")} lieu${n > 1 ? "x" : ""}`;

  function load(tag, attributes) {
    return new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), attributes);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  async function start() {
    block.hidden = false;
    await Promise.all([
      load("link", { rel: "stylesheet", href: box.dataset.leafletCss }),
      load("script", { src: box.dataset.leafletJs }),
    ]);
    map = L.map(box, { keyboard: true, zoomControl: false, maxZoom: 19 });
    L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 19 }).addTo(map);
    layer = L.layerGroup().addTo(map);
    map.setView(box.dataset.town.split(",").map(Number), 13, { animate: false });
    map.on("moveend", () => { if (!followed) draw(true); });
    await draw(false);
    prepare();
    block.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      map.closePopup();
      map.getContainer().focus({ preventScroll: true });
    });
  }

  // inView: only what the map shows now; else the map goes where the results are.
  async function draw(inView) {
    const url = new URL(results().dataset.mapUrl, location.href);
    if (inView) {
      const b = map.getBounds();
      const [w, e] = [Math.max(-180, b.getWest()), Math.min(180, b.getEast())];
      url.searchParams.set("cadre", [b.getSouth(), w, b.getNorth(), e].map((n) => n.toFixed(5)).join());
      url.searchParams.set("zoom", map.getZoom());
      zone.hidden = false;
    }
    if (url.href === last) return;
    last = url.href;
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) { status.textContent = "La carte ne peut pas montrer cette recherche."; return; }
    const data = await answer.json();
    if (url.href !== last) return;
    if (!inView && data.view) {
      followed = true;
      const [s, w, n, e] = data.view;
      map.fitBounds([[s, w], [n, e]], { padding: [30, 30], maxZoom: 16, animate: false });
      followed = false;
      return draw(true).then(() => { zone.hidden = true; });
    }
    show(data);
  }

  function show(data) {
    layer.clearLayers();
    for (const point of data.points || []) (point.n ? bunch : pin)(point).addTo(layer);
    if (data.here) {
      const icon = L.divIcon({ className: "here", html: "", iconSize: [20, 20] });
      L.marker(data.here, { icon, interactive: false, keyboard: false, alt: "Vous êtes ici" }).addTo(layer);
    }
    const missing = data.unlocated ? `, ${plural(data.unlocated)} sans position` : "";
    status.textContent = `${plural(data.shown)} ici, ${plural(data.total)} en tout${missing}.`;
  }

  function bunch(point) {
    const size = point.n < 10 ? 34 : point.n < 100 ? 40 : 48;
    const icon = L.divIcon({ className: "bunch", html: String(point.n), iconSize: [size, size] });
    const name = point.places ? `${plural(point.n)} au même endroit` : `${plural(point.n)} ici, agrandir`;
    const closer = () => {
      map.setView([point.lat, point.lon], Math.min(19, map.getZoom() + 2));
      map.getContainer().focus({ preventScroll: true });
    };
    return marker(point, icon, name, point.places ? () => open(point, point.places) : closer);
  }

  function pin(point) {
    const icon = L.divIcon({ className: point.approx ? "pin approx" : "pin", html: "", iconSize: [26, 26] });
    return marker(point, icon, nameOf(point), () => open(point, [point]));
  }

  const nameOf = (place) => place.approx ? `${place.name} (position approximative)` : place.name;

  // A button for the keyboard too: Leaflet only tells of a click.
  function marker(point, icon, name, act) {
    const made = L.marker([point.lat, point.lon], { icon, title: name, alt: name, riseOnHover: true });
    return made.on("click", act).on("add", () => {
      const element = made.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", name);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        act();
      });
    });
  }

  // Links to the places of one spot. The popup belongs to the map: markers come and go under it.
  function open(point, places) {
    const list = document.createElement("div");
    for (const place of places) {
      const href = box.dataset.place.replace("X", place.slug);
      list.append(Object.assign(document.createElement("a"), { href, textContent: nameOf(place) }));
    }
    const popup = L.popup({ offset: [0, -8], maxHeight: 240 }).setContent(list);
    popup.setLatLng([point.lat, point.lon]).openOn(map);
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Fermer");
    list.firstChild.focus({ preventScroll: true });
    choose(places.map((place) => place.slug));
  }

  // Places chosen on the map are marked in the list.
  function choose(slugs) {
    let first = true;
    for (const card of document.querySelectorAll(".card")) {
      const chosen = slugs.includes(card.dataset.slug);
      card.classList.toggle("shown", chosen);
      if (chosen && first && innerWidth >= 992) card.scrollIntoView({ block: "nearest" });
      if (chosen) first = false;
    }
  }

  // « Sur la carte » in the list shows the place on the map.
  function prepare() {
    for (const link of document.querySelectorAll("[data-map-link]")) link.hidden = false;
    for (const button of document.querySelectorAll("[data-show]")) button.hidden = false;
  }

  async function find(slug) {
    const url = new URL(results().dataset.mapUrl, location.href);
    url.searchParams.set("lieu", slug);
    const data = await (await fetch(url)).json();
    if (!data.points?.length) { status.textContent = "Ce lieu n’a pas de position connue."; return; }
    const [point] = data.points;
    if (!map.getBounds().contains([point.lat, point.lon])) {
      map.setView([point.lat, point.lon], Math.max(map.getZoom(), 15), { animate: false });
    }
    open(point, [point]);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (!button) return;
    block.scrollIntoView({ block: "nearest" });
    find(button.closest(".card").dataset.slug);
  });
  zone.addEventListener("click", () => {
    const b = map.getBounds();
    const url = new URL(location.href);
    url.searchParams.delete("page");
    url.searchParams.set("zone", [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()].map((n) => n.toFixed(5)).join());
    location.assign(url);
  });
  document.body.addEventListener("htmx:afterSwap", () => { 
    if (!map) return;
    map.closePopup();
    draw(false).then(prepare);
  });

  start().catch(() => { block.hidden = true; });
})();
