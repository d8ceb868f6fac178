// On every page: how many items the visitor's dossier has, and buttons that put one in or take it out.

import {add, follow, read, remove, Trouble} from "./dossier-store.js";

const link = document.querySelector("[data-dossier-teller]");
const menuWords = link?.textContent;
const region = document.body.appendChild(made("div", "dossier-melding", {"aria-live": "polite"}));

// Says something in a region that is read aloud; `undo`, where there is one, gets a button.
export function say(words, undo) {
    region.replaceChildren(made("p", "", {}, words));
    if (undo) region.append(button("Maak ongedaan", () => attempt(undo, "Dat is ongedaan gemaakt.")));
    if (link && link.pathname !== location.pathname) {
        region.append(made("a", "knop", {href: link.href}, "Bekijk dossier"));
    }
    region.append(button("Sluit", () => region.replaceChildren()));
}

// Does something with the dossier, and says what came of it.
export function attempt(action, words, undo) {
    try {
        action();
        if (words) say(words, undo);
        return true;
    } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        say(trouble.message);
        return false;
    }
}

export function made(tag, name, attributes = {}, words = "") {
    const element = document.createElement(tag);
    element.className = name;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.textContent = words;
    return element;
}

export function button(words, act) {
    const element = made("button", "", {type: "button"}, words);
    element.addEventListener("click", act);
    return element;
}

function items() {
    try {
        return read().stukken;
    } catch {
        return null;
    }
}

function showCount(count) {
    if (link) link.textContent = count ? `${menuWords} (${count})` : menuWords;
}

// Turns the link of a place, which works without scripts, into a button; leaves it where the browser keeps nothing.
function dress(place, ids) {
    let toggle = place.querySelector("button");
    if (!toggle) {
        toggle = button("", () => press(place));
        place.querySelector("a").hidden = true;
        place.append(toggle);
    }
    const isIn = ids.has(place.dataset.naarDossier);
    const name = place.dataset.naam;
    toggle.textContent = isIn ? "✓ In mijn dossier" : "Zet in mijn dossier";
    toggle.setAttribute("aria-pressed", isIn);
    if (name) toggle.setAttribute("aria-label", `${toggle.textContent}: ${name}`);
}

function press(place) {
    const {naarDossier: id, naam = "Dit stuk"} = place.dataset;
    const what = naam[0].toUpperCase() + naam.slice(1);
    if (items()?.some((stuk) => stuk.id === id)) {
        let putBack;
        attempt(() => (putBack = remove(id)), `${what} is uit uw dossier gehaald.`, () => putBack());
    } else {
        attempt(() => add(id), `${what} staat nu in uw dossier.`, () => remove(id));
    }
}

function refresh() {
    const kept = items();
    if (!kept) return;
    showCount(kept.length);
    const ids = new Set(kept.map((stuk) => stuk.id));
    document.querySelectorAll("[data-naar-dossier]").forEach((place) => dress(place, ids));
}

follow(refresh);
refresh();
