// The dossier that this browser keeps: shown with the texts of the site, and saved at every change.
//
// Only the ids go to the site, to get the texts. The notes stay here until the visitor shares or downloads.

import {attempt, made, say} from "./dossier.js";
import {
    addressOf, asShown, form, inDutch, isTooLong, kept, noteOf, page, path, setOnPaper, show, showEmpty, shown, title,
} from "./dossier-fields.js";
import {change, follow, LONGEST_ADDRESS, merge, queryOf, read, remove, wasUnreadable} from "./dossier-store.js";
import {addSharing, closeSharing} from "./dossier-sharing.js";

// Takes over the page, where the browser keeps a dossier; says why not, where it does not.
export function showOwn() {
    if (!attempt(read)) return;
    if (wasUnreadable()) {
        const words = "Een deel van uw dossier was niet te lezen. Dat deel is apart gezet in deze browser; de rest staat hier.";
        page.querySelector("[data-bericht]").replaceChildren(made("p", "melding", {role: "status"}, words));
    }
    form.querySelector("[data-werk-bij]").hidden = true;
    form.addEventListener("input", (event) => keepTyped(event.target));
    form.addEventListener("click", pressed);
    form.addEventListener("submit", submitted);
    addSharing();
    follow(showKept);
    showKept();
}

function keepTyped(field) {
    if (field === title) {
        attempt(() => change((dossier) => { dossier.titel = title.value.trim(); }));
    } else if (field.name === "notitie") {
        const {stuk: id} = field.closest("[data-stuk]").dataset;
        attempt(() => change(({stukken}) => {
            const stuk = stukken.find((each) => each.id === id);
            if (stuk) stuk.notitie = field.value.trim();
        }));
    }
}

const idsKept = () => kept()?.stukken.map((stuk) => stuk.id);

// Makes the page as the browser's dossier is; asks the site only for texts that are not on the page yet.
async function showKept() {
    const ids = idsKept();
    if (!ids) return;
    showEmpty(!ids.length);
    const there = new Map(shown().map((entry) => [entry.dataset.stuk, entry]));
    if (ids.join() !== [...there.keys()].join()) {
        const missing = ids.filter((id) => !there.has(id));
        if (missing.length && !(await fetchInto(there, missing))) return;
        const typedIn = document.activeElement;
        show(ids.map((id) => there.get(id)));
        if (typedIn.isConnected) typedIn.focus({preventScroll: true});
        if (ids.join() !== idsKept()?.join()) {
            showKept();
            return;
        }
    }
    fill(kept());
}

// Gets the texts of these ids from the site, without any note; returns whether that worked.
async function fetchInto(entries, ids) {
    const got = await ask(queryOf({titel: "", stukken: ids.map((id) => ({id, notitie: ""}))}));
    const texts = [...(got?.querySelectorAll("[data-stuk]") ?? [])];
    texts.forEach((entry) => entries.set(entry.dataset.stuk, entry));
    if (texts.length === ids.length) return true;
    say("De teksten zijn nu niet op te halen. Uw dossier staat nog in deze browser. Laad de bladzijde straks opnieuw.");
    return false;
}

async function ask(query) {
    try {
        const answer = await fetch(`${path}?${query}`);
        return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
        return null;
    }
}

// Puts the title and the notes in the fields, but not in the one that is being typed in.
function fill(dossier) {
    const notes = new Map(dossier.stukken.map(({id, notitie}) => [id, notitie]));
    const set = (field, value) => {
        if (field !== document.activeElement && field.value.trim() !== value) field.value = value;
    };
    set(title, dossier.titel);
    shown().forEach((entry) => set(noteOf(entry), notes.get(entry.dataset.stuk) ?? ""));
    page.querySelector("[data-ruimte]").textContent = "Uw notities worden bewaard terwijl u typt. " +
        `Een adres kan ${inDutch(LONGEST_ADDRESS)} tekens hebben; dit dossier gebruikt er ${inDutch(addressOf(dossier).length)}.`;
    setOnPaper();
    closeSharing();
}

function pressed(event) {
    const pressedButton = event.target.closest("[data-stuk] button");
    if (!pressedButton) return;
    event.preventDefault();
    const {stuk: id} = pressedButton.closest("[data-stuk]").dataset;
    if (pressedButton.name === "weg") takeOut(id);
    else move(id, pressedButton.name === "omhoog" ? -1 : 1, pressedButton.name);
}

const placeOf = (id) => shown().findIndex((entry) => entry.dataset.stuk === id);

function takeOut(id) {
    const place = placeOf(id);
    let putBack;
    attempt(() => { putBack = remove(id); }, "Het stuk is uit uw dossier gehaald.", () => putBack());
    const next = shown()[place] ?? shown().at(-1);
    (next?.querySelector("h2 a") ?? title).focus();
}

function move(id, steps, name) {
    const isMoved = attempt(() => change(({stukken}) => {
        const place = stukken.findIndex((stuk) => stuk.id === id);
        if (place >= 0) stukken.splice(Math.max(0, place + steps), 0, ...stukken.splice(place, 1));
    }));
    if (!isMoved) return;
    say(`Dit is nu stuk ${placeOf(id) + 1}.`);
    const entry = shown()[placeOf(id)];
    const again = entry.querySelector(`button[name="${name}"]`);
    (again.disabled ? entry.querySelector(".knoppen button:not([disabled])") : again).focus();
    entry.scrollIntoView({block: "nearest"});
}

function submitted(event) {
    if (event.submitter?.hasAttribute("formaction")) {
        if (isTooLong(asShown())) event.preventDefault();
        return;
    }
    event.preventDefault();
    addPasted(form.elements.erbij);
}

// Lets the site find what was pasted: it leads to the address of a dossier with it, or says what is wrong.
async function addPasted(field) {
    if (!field.value.trim()) return;
    const got = await ask(new URLSearchParams({erbij: field.value}).toString());
    const entries = [...(got?.querySelectorAll("[data-stuk]") ?? [])];
    if (!entries.length) {
        say(got?.querySelector("[data-bezwaar]")?.textContent ?? "Dat is nu niet op te zoeken. Probeer het zo nog eens.");
        return;
    }
    const given = entries.map((entry) => ({id: entry.dataset.stuk, notitie: noteOf(entry).value}));
    const words = given.length === 1 ? "Het stuk staat in uw dossier." : `Er staan ${given.length} stukken bij in uw dossier.`;
    if (attempt(() => merge(given), words)) field.value = "";
}
