// The page of a dossier as it stands: its fields, its entries in order, and what can be said and done with any dossier.

import {button, say} from "./dossier.js";
import {LONGEST_ADDRESS, queryOf, read, Trouble} from "./dossier-store.js";

export const page = document.querySelector("[data-dossier]");
export const form = document.getElementById("dossier");
export const title = form.elements.titel;
export const path = form.getAttribute("action");
const list = form.querySelector("[data-stukken]");

// Returns the dossier that this browser keeps, or null where it keeps none that can be used.
export function kept() {
    try {
        return read();
    } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        return null;
    }
}

export function shown() {
    return [...list.querySelectorAll("[data-stuk]")];
}

export function show(entries) {
    list.replaceChildren(...entries);
    number();
}

export function noteOf(entry) {
    return entry.querySelector("textarea");
}

// Returns the dossier as it stands on the page, typed notes included.
export function asShown() {
    const stukken = shown().map((entry) => ({id: entry.dataset.stuk, notitie: noteOf(entry).value.trim()}));
    return {titel: title.value.trim(), stukken};
}

export function addressOf(dossier) {
    const query = queryOf(dossier);
    return `${location.origin}${path}${query && `?${query}`}`;
}

export function inDutch(amount) {
    return amount.toLocaleString("nl-NL");
}

// Says that a dossier has become too long for an address, and returns whether it has.
export function isTooLong(dossier) {
    const {length} = addressOf(dossier);
    if (length <= LONGEST_ADDRESS) return false;
    say(`Dit dossier is te lang om te delen of te downloaden: het adres heeft ${inDutch(length)} tekens, en er passen er ` +
        `${inDutch(LONGEST_ADDRESS)}. Maak een notitie korter, of haal er een stuk uit. Er is niets weg.`);
    return true;
}

// Lets paper have what is typed.
export function setOnPaper() {
    shown().forEach((entry) => {
        entry.querySelector("[data-op-papier]").textContent = noteOf(entry).value;
    });
    document.querySelector("[data-titel]").textContent = title.value.trim() || "Dossier";
}

export function addAction(words, act) {
    const action = button(words, act);
    action.className = "knop-stil";
    page.querySelector("[data-doen]").append(action);
}

export function showEmpty(isEmpty) {
    document.querySelectorAll("[data-leeg]").forEach((part) => { part.hidden = !isEmpty; });
    page.querySelectorAll("[data-hulp], [data-meenemen]").forEach((part) => { part.hidden = isEmpty; });
}

function number() {
    const all = shown();
    all.forEach((entry, place) => {
        entry.id = `stuk-${place + 1}`;
        entry.querySelector(".stuk-nummer").textContent = place + 1;
        entry.querySelector("label").htmlFor = noteOf(entry).id = `notitie-${place + 1}`;
        const [up, down, out] = entry.querySelectorAll(".knoppen button");
        up.setAttribute("aria-label", `Zet stuk ${place + 1} hoger`);
        down.setAttribute("aria-label", `Zet stuk ${place + 1} lager`);
        out.setAttribute("aria-label", `Haal stuk ${place + 1} uit het dossier`);
        up.disabled = place === 0;
        down.disabled = place === all.length - 1;
    });
    showEmpty(!all.length);
}
