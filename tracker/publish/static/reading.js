// Comfort on the reading page: the choice of mentions at once, a bar to go from one to the next, and the keys n and p.

const form = document.querySelector("[data-merken]");
const text = document.querySelector(".document");
const marks = [...document.querySelectorAll(".document mark.plek")];
const KEYS = "beleidsvolger-toetsen";

/** The mentions that are shown on this page, each once: one that overlaps another may be in several marks. */
let shown = [];
let before = 0;
let total = 0;
let at = -1;

const bar = document.createElement("div");
bar.className = "springbalk niet-op-papier";
bar.setAttribute("role", "region");
bar.setAttribute("aria-label", "Van plek naar plek");
bar.hidden = true;
const previous = button("‹", "Vorige plek");
const next = button("›", "Volgende plek");
const close = button("✕", "Sluit deze balk");
close.className = "sluit";
const place = document.createElement("p");
place.className = "waar";
const sentence = document.createElement("p");
sentence.className = "zin";
sentence.setAttribute("aria-live", "polite");
bar.append(previous, place, next, sentence, close);

function button(sign, words) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    return made;
}

/** Show the mentions of the chosen form and holder, and number them again. */
function choose() {
    const chosen = { vorm: form.elements.vorm.value, houder: form.elements.houder.value };
    const counts = Object.entries(JSON.parse(form.dataset.tel));
    before = total = 0;
    for (const [pair, [earlier, every]] of counts) {
        const [vorm, houder] = pair.split("|");
        if ((!chosen.vorm || chosen.vorm === vorm) && (!chosen.houder || chosen.houder === houder)) {
            before += earlier;
            total += every;
        }
    }
    for (const mark of marks) {
        const away = (chosen.vorm && chosen.vorm !== mark.dataset.vorm) || (chosen.houder && chosen.houder !== mark.dataset.houder);
        mark.classList.toggle("weg", Boolean(away));
    }
    text.classList.toggle("zonder-merken", form.elements.merken.checked);
    shown = form.elements.merken.checked ? [] : marks.filter((mark) => !mark.classList.contains("weg") && mark.querySelector(".plek-label"));
    at = -1;
    tell();
}

function tell() {
    bar.hidden = shown.length === 0 || bar.dataset.closed === "ja";
    place.textContent = at < 0 ? `${total} plekken` : `${before + at + 1} van ${total}`;
    sentence.textContent = at < 0 ? "Van plek naar plek" : shown[at].dataset.zin;
}

/** Go to a mention of this page; past its ends to the part before or after it. */
function go(to) {
    if (to < 0 || to >= shown.length) {
        const link = document.querySelector(`.delen [rel="${to < 0 ? "prev" : "next"}"]`);
        if (link) {
            link.click();
            return;
        }
        to = to < 0 ? shown.length - 1 : 0;
    }
    shown[at]?.classList.remove("huidig");
    at = to;
    const mark = shown[at];
    mark.closest("details")?.setAttribute("open", "");
    mark.classList.add("huidig");
    mark.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    tell();
}

function chosenAddress() {
    const query = new URLSearchParams();
    if (form.dataset.deel !== "1") query.set("deel", form.dataset.deel);
    for (const name of ["vorm", "houder"]) if (form.elements[name].value) query.set(name, form.elements[name].value);
    if (form.elements.merken.checked) query.set("merken", "uit");
    return location.pathname + (query.size ? `?${query}` : "");
}

/** A key of one letter can hinder who speaks to the computer: it can be turned off. */
function keysSwitch() {
    const line = document.createElement("p");
    line.className = "keuze";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = "toetsen";
    box.checked = localStorage.getItem(KEYS) !== "uit";
    box.addEventListener("change", () => localStorage.setItem(KEYS, box.checked ? "aan" : "uit"));
    const label = document.createElement("label");
    label.htmlFor = box.id;
    label.textContent = "Spring met de toetsen n (volgende) en p (vorige)";
    line.append(box, label);
    form.append(line);
    return box;
}

function start() {
    document.body.append(bar);
    const keys = keysSwitch();
    form.querySelector("button").hidden = marks.length > 0;
    form.addEventListener("change", (event) => {
        if (event.target === keys) return;
        if (!marks.length) return form.requestSubmit();
        choose();
        history.replaceState(null, "", chosenAddress());
    });
    previous.addEventListener("click", () => go(at < 0 ? shown.length - 1 : at - 1));
    next.addEventListener("click", () => go(at + 1));
    close.addEventListener("click", () => {
        bar.dataset.closed = "ja";
        tell();
    });
    text.addEventListener("click", (event) => {
        const mark = event.target.closest("mark.plek");
        const label = event.target.closest("a.plek-label");
        if (!mark || !shown.includes(mark)) return;
        bar.dataset.closed = "";
        if (label) event.preventDefault();
        go(shown.indexOf(mark) + (label ? 1 : 0));
    });
    document.querySelector("[data-eerste]")?.addEventListener("click", (event) => {
        if (!shown.length) return;
        event.preventDefault();
        bar.dataset.closed = "";
        go(0);
    });
    document.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || !keys.checked || !shown.length) return;
        if (event.target.closest("input, select, textarea, [contenteditable]")) return;
        if (event.key === "n") go(at + 1);
        if (event.key === "p") go(at < 0 ? shown.length - 1 : at - 1);
    });
    choose();
    const jumped = shown.findIndex((mark) => `#${mark.id}` === location.hash);
    if (jumped >= 0) {
        at = jumped;
        tell();
    }
}

/** A link from elsewhere may name a clause of another part: ask the site which part that is. */
function lookElsewhere() {
    const name = decodeURIComponent(location.hash.slice(1));
    const asked = new URLSearchParams(location.search);
    if (!name || /^m\d+$/.test(name) || document.getElementById(name) || asked.has("bij")) return;
    if (document.querySelector(".delen")) location.replace(`${location.pathname}?bij=${encodeURIComponent(name)}${location.hash}`);
}

lookElsewhere();
if (form && text) start();
