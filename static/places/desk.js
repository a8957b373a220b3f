// Keys of the desk page: every one of them is also a link or a button of the page.
(() => {
  "use strict";

  const KEPT = "desk-keys";
  const help = document.querySelector("[data-keys-help]");
  if (!help) return;
  const list = help.querySelector("[data-keys-list]");
  const button = help.querySelector("[data-keys-switch]");

  // A browser may refuse storage altogether (private windows, full disk).
  const attempt = (act) => {
    try { return act(); } catch { return null; }
  };
  let isOn = attempt(() => localStorage.getItem(KEPT)) !== "off";

  function show() {
    help.hidden = false;
    list.hidden = !isOn;
    button.setAttribute("aria-pressed", String(isOn));
    for (const key of document.querySelectorAll("kbd.key")) key.hidden = !isOn;
    for (const target of document.querySelectorAll("[data-key]")) {
      if (isOn) target.setAttribute("aria-keyshortcuts", target.dataset.key);
      else target.removeAttribute("aria-keyshortcuts");
    }
  }

  button.addEventListener("click", () => {
    isOn = !isOn;
    attempt(() => localStorage.setItem(KEPT, isOn ? "on" : "off"));
    show();
  });

  const isTyping = (target) => target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  const isText = (target) => isTyping(target) && !/^(checkbox|radio)$/.test(target.type);

  // Without a mouse, « 0 » only goes to the reasons: which one is for the agent to say.
  function answer(key) {
    if (key === "/") {
      const need = document.getElementById("q");
      need.focus();
      need.select();
      return true;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (key === "0") target.focus();
    else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.isComposing;
    if (!isOn || !isPlain || isText(event.target)) return;
    // French keyboards write digits with the shift key: the key itself is enough here.
    const [, digit] = /^Digit([0-3])$/.exec(event.code) ?? [];
    const key = digit ?? event.key;
    if (/^[/0123p]$/.test(key) && answer(key)) event.preventDefault();
  });

  show();
})();
