// Making an address of the dossier that this browser keeps, which anyone who has it can read.

import {button, made, say} from "./dossier.js";
import {addAction, addressOf, asShown, isTooLong, page} from "./dossier-fields.js";

const place = page.querySelector("[data-delen]");

export function addSharing() {
    addAction("Deel dit dossier", open);
}

// Takes the address away, which is no longer that of the dossier when something has changed.
export function closeSharing() {
    place.replaceChildren();
}

function open() {
    const notes = made("input", "", {type: "checkbox", id: "met-notities"});
    notes.checked = true;
    notes.addEventListener("change", () => {
        write(notes);
        notes.focus();
    });
    write(notes);
    place.querySelector("#adres")?.setSelectionRange(0, Infinity, "backward");
    (place.querySelector("#adres") ?? notes).focus();
}

function write(notes) {
    const choice = made("label", "keuze", {for: notes.id});
    choice.append(notes, "Met mijn notities");
    const {titel, stukken} = asShown();
    const dossier = notes.checked ? {titel, stukken} : {titel, stukken: stukken.map(({id}) => ({id, notitie: ""}))};
    if (isTooLong(dossier)) {
        place.replaceChildren(choice);
        return;
    }
    const field = made("input", "", {id: "adres", readonly: ""});
    field.value = addressOf(dossier);
    const warning = notes.checked
        ? "Iedereen met dit adres kan uw notities lezen. Verandert u later iets, deel dan een nieuw adres."
        : "In dit adres staan de titel en de stukken, zonder uw notities.";
    place.replaceChildren(choice, made("label", "", {for: "adres"}, "Het adres van dit dossier"), field,
        made("p", "waarschuwing", {}, warning), button("Kopieer het adres", () => copy(field)));
}

async function copy(field) {
    field.select();
    try {
        await navigator.clipboard.writeText(field.value);
        say("Het adres is gekopieerd.");
    } catch {
        say("Kopiëren lukt niet vanzelf. Het adres is geselecteerd: kopieer het zoals u dat op uw apparaat doet.");
    }
}
