// A dossier that came with an address: it never takes the place of the visitor's own unless the visitor says so.

import {attempt, button, made} from "./dossier.js";
import {asShown, form, isTooLong, kept, page, path, setOnPaper} from "./dossier-fields.js";
import {follow, merge, queryOf, replace} from "./dossier-store.js";

export function showGiven() {
    form.addEventListener("input", setOnPaper);
    form.addEventListener("submit", (event) => {
        if (event.submitter?.hasAttribute("formaction") && isTooLong(asShown())) event.preventDefault();
    });
    follow(offer);
    offer();
}

// Offers to keep it, as far as that makes a difference.
function offer() {
    const own = kept();
    if (!own) return;
    const panel = page.querySelector("[data-gedeeld]");
    const isSame = queryOf(own) === queryOf(asShown());
    const choices = [made("a", "knop knop-stil", {href: path}, "Naar mijn dossier")];
    if (!isSame) choices.unshift(button("Bewaar dit als mijn dossier", () => keepAsOwn(own)));
    if (!isSame && own.stukken.length) choices.unshift(button("Voeg toe aan mijn dossier", () => addToOwn(own)));
    choices.slice(1).forEach((choice) => choice.classList.add("knop-stil"));
    panel.querySelector("[data-verschil]").hidden = isSame;
    panel.querySelector("[data-gelijk]").hidden = !isSame;
    panel.querySelector(".knoppen").replaceChildren(...choices);
    panel.hidden = false;
}

function keepAsOwn(own) {
    const count = own.stukken.length;
    const warning = `Uw eigen dossier heeft ${count === 1 ? "1 stuk" : `${count} stukken`}. ` +
        "Als u dit bewaart, komt het daarvoor in de plaats. Wilt u dat?";
    if (count && !window.confirm(warning)) return;
    attempt(() => replace(asShown()), "Dit is nu uw eigen dossier.", () => replace(own));
}

function addToOwn(own) {
    attempt(() => merge(asShown().stukken),
        "Toegevoegd aan uw dossier. Had u een stuk al, dan staat de notitie onder die van u.", () => replace(own));
}
