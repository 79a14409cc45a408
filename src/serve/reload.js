// Loads the page again when the site has changed, and shows what is at fault. Only `demarche serve` puts this into pages.
const me = document.currentScript;
const run = me.dataset.run;
let site = Number(me.dataset.site);
const own = JSON.parse(me.dataset.faults);
const SCROLL = "demarche-scroll";

// The place where the page was scrolled to when it was last loaded again.
function restore() {
  const kept = sessionStorage.getItem(SCROLL);
  if (!kept) return;
  sessionStorage.removeItem(SCROLL);
  const { path, x, y } = JSON.parse(kept);
  if (path !== location.pathname) return;
  const go = () => scrollTo({ left: x, top: y, behavior: "instant" });
  go();
  addEventListener("load", go, { once: true });
}

function reload() {
  sessionStorage.setItem(SCROLL, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
  location.reload();
}

// Takes the style sheets of the page as it is now in place of those that it has.
async function restyle() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const sheets = (from) => [...from.querySelectorAll("link[rel=stylesheet]")];
  const next = sheets(page);
  sheets(document).forEach((old, at) => {
    const href = next[at]?.getAttribute("href");
    if (!href || href === old.getAttribute("href")) return;
    const sheet = old.cloneNode();
    sheet.setAttribute("href", href);
    sheet.addEventListener("load", () => old.remove(), { once: true });
    old.after(sheet);
  });
}

function hear(news) {
  if (news.run !== run || news.content > site || news.site < site) return reload();
  if (news.site > site) {
    site = news.site;
    restyle().catch(reload);
  }
  const errors = news.errors + own.length;
  show(own.concat(news.faults), errors, news.warnings);
}

function element(name, words, ...children) {
  const made = document.createElement(name);
  if (words) made.className = words;
  made.append(...children);
  return made;
}

const count = (number, noun) => (number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`);

let box;

// One button at the edge of the page, and a dialog with all faults: it opens by itself for errors that are new.
function build() {
  const host = document.createElement("demarche-faults");
  const root = host.attachShadow({ mode: "open" });
  const title = element("h2", "", "");
  title.id = "title";
  const close = element("button", "close", "Close");
  close.type = "button";
  const list = element("ol", "");
  const dialog = element("dialog", "", element("header", "", title, close), list);
  dialog.setAttribute("aria-labelledby", "title");
  const button = element("button", "open", "");
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  const said = element("p", "said", "");
  said.setAttribute("role", "status");
  root.append(element("style", "", STYLE), button, said, dialog);
  close.addEventListener("click", () => dialog.close());
  button.addEventListener("click", () => dialog.open || dialog.showModal());
  document.documentElement.append(host);
  return { host, root, title, list, dialog, button, said, last: "" };
}

function show(faults, errors, warnings) {
  if (faults.length === 0) {
    box?.host.remove();
    box = undefined;
    return;
  }
  box ??= build();
  const summary = [count(errors, "error"), count(warnings, "warning")].filter(Boolean).join(", ");
  box.title.textContent = summary;
  box.button.textContent = summary;
  box.button.dataset.severity = errors > 0 ? "error" : "warning";
  box.said.textContent = summary;
  box.list.replaceChildren(...faults.map(item));
  const hidden = errors + warnings - faults.length;
  if (hidden > 0) box.list.append(element("li", "", `and ${hidden} more: the terminal tells them`));
  const now = JSON.stringify(faults.filter((fault) => fault.severity === "error"));
  if (errors === 0) box.dialog.close();
  else if (now !== box.last && !box.dialog.open) box.dialog.showModal();
  box.last = now;
}

function item(fault) {
  const place = element(fault.address ? "a" : "span", "place", fault.place);
  if (fault.address) place.setAttribute("href", fault.address);
  const title = element("h3", "", element("span", "kind", fault.severity), " ", fault.message);
  if (fault.code) title.append(" ", element("code", "", fault.code));
  const made = element("li", fault.severity, title);
  if (fault.place) made.append(element("p", "", place));
  if (fault.excerpt) {
    const lines = element("pre", "", fault.excerpt);
    lines.tabIndex = 0;
    made.append(lines);
  }
  if (fault.help) made.append(element("p", "help", element("span", "kind", "help"), " ", fault.help));
  return made;
}

let stream;

// A browser opens few streams at once: only pages that are seen listen, and hear on their return what they have missed.
function listen() {
  stream?.close();
  stream = undefined;
  if (document.visibilityState === "hidden") return;
  stream = new EventSource("/.demarche/events");
  stream.addEventListener("message", (event) => hear(JSON.parse(event.data)));
}

restore();
if (own.length > 0) show(own, own.length, 0);
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", () => stream?.close());
listen();
