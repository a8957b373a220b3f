// Suggestions under the search boxes: « editable combobox with list autocomplete », manual
// selection, of the ARIA Authoring Practices. htmx brings the list. Every form works without it.
(() => {
  "use strict";

  const LEAST_LETTERS = 2;
  // Safari before 16 has no requestSubmit.
  const send = (form) => (form.requestSubmit ? form.requestSubmit() : form.submit());

  class Combobox {
    constructor(input) {
      this.input = input;
      this.active = null; // the option the arrows are on; the focus never leaves the box
      this.isDismissed = true; // until something is typed
      this.step = 0; // the arrow pressed before its list was there
      this.panel = document.createElement("div");
      this.panel.className = "suggestions";
      this.panel.id = `suggest-${input.id}`;
      this.panel.hidden = true;
      this.status = document.createElement("p");
      this.status.className = "sr";
      this.status.setAttribute("role", "status");
      input.after(this.panel, this.status);
      this.describe();
      this.listen();
      htmx.process(input);
    }

    describe() {
      this.input.removeAttribute("list"); // the browser's own list would cover ours
      this.input.type = "text"; // a search box may not be a combobox
      const attributes = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": `suggestions-${this.input.name}`,
        "hx-get": this.input.dataset.suggest,
        "hx-trigger": "input changed delay:150ms, suggest",
        "hx-target": `#${this.panel.id}`,
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
        "hx-push-url": "false",
      };
      for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    }

    listen() {
      const { input, panel } = this;
      input.addEventListener("input", () => this.typed());
      input.addEventListener("keydown", (event) => this.pressed(event));
      input.addEventListener("blur", () => this.dismiss());
      input.form.addEventListener("submit", () => this.dismiss());
      input.addEventListener("htmx:configRequest", (event) => {
        if (!this.isWanted) event.preventDefault();
      });
      for (const failure of ["htmx:sendError", "htmx:responseError"]) {
        input.addEventListener(failure, () => this.close());
      }
      panel.addEventListener("htmx:beforeSwap", (event) => {
        if (!this.isWanted) event.detail.shouldSwap = false;
      });
      panel.addEventListener("htmx:afterSwap", () => this.open());
      panel.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      panel.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.choose(option);
        else if (event.target.closest("[data-close]")) this.dismiss();
      });
    }

    get options() {
      return [...this.panel.querySelectorAll("[role=option]")];
    }

    get isOpen() {
      return !this.panel.hidden;
    }

    get isWanted() {
      const isLongEnough = this.input.value.trim().length >= LEAST_LETTERS;
      return !this.isDismissed && isLongEnough && document.activeElement === this.input;
    }

    typed() {
      this.isDismissed = false;
      this.step = 0;
      this.activate(null);
      if (!this.isWanted) this.close();
    }

    pressed(event) {
      if (event.isComposing) return;
      const isUsed = this.answer(event);
      if (isUsed) event.preventDefault();
    }

    // Does what a key asks; true when the box must not answer it too.
    answer({ key, altKey }) {
      switch (key) {
        case "ArrowDown":
          this.arrow(altKey ? 0 : 1);
          return true;
        case "ArrowUp":
          if (altKey) this.dismiss();
          else this.arrow(-1);
          return true;
        case "Enter":
          if (!this.active) return false;
          this.choose(this.active);
          return true;
        case "Escape":
          if (this.isOpen) this.dismiss();
          else write(this.input, "");
          return true;
        case "Tab":
          this.dismiss();
          return false;
        case "Home":
        case "End":
        case "ArrowLeft":
        case "ArrowRight":
          this.activate(null); // back to the text
          return false;
        default:
          return false;
      }
    }

    arrow(step) {
      if (this.isOpen) return this.move(step);
      this.isDismissed = false;
      this.step = step;
      htmx.trigger(this.input, "suggest");
    }

    // To the next option or the previous one, round the ends; from the box to the first or last.
    move(step) {
      if (!step) return;
      const { options } = this;
      const at = options.indexOf(this.active);
      const next = at < 0 ? Math.min(step, 0) : at + step;
      this.activate(options[(next + options.length) % options.length]);
    }

    activate(option) {
      if (this.active) this.active.setAttribute("aria-selected", "false");
      this.active = option;
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    open() {
      const count = this.options.length;
      if (!count) return this.close();
      this.active = null; // the old list is gone
      this.panel.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.status.textContent = count > 1 ? `${count} suggestions` : "1 suggestion";
      this.move(this.step);
      this.step = 0;
    }

    close() {
      this.activate(null);
      this.panel.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.status.textContent = "";
    }

    // Closes until something is typed; what was asked meanwhile is not shown.
    dismiss() {
      this.isDismissed = true;
      this.close();
      htmx.trigger(this.input, "htmx:abort");
    }

    // A place opens its page. Words fill the boxes; the search starts once the need is known.
    choose({ dataset }) {
      if (dataset.href) return location.assign(dataset.href);
      const { form } = this.input;
      for (const name of ["q", "ou"]) {
        if (name in dataset) write(form.elements.namedItem(name), dataset[name]);
      }
      this.dismiss();
      const hasResults = form.querySelector("#resultats");
      if (this.input.name === "q" || hasResults || form.elements.namedItem("q").value) send(form);
    }
  }

  // As if it was typed, so that « Près de moi » forgets its position.
  function write(input, text) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  if (!window.htmx) return; // nothing would bring a list
  for (const input of document.querySelectorAll("input[data-suggest]")) new Combobox(input);
})();
