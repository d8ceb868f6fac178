// The visitor's own dossier, kept by this browser and nowhere else.
//
// What is kept: {"versie": 1, "titel": "...", "stukken": [{"id": "...", "notitie": "..."}]}. Every change reads what is
// kept at that moment first, so that two tabs do not undo each other's work.

const KEY = "beleidsvolger-dossier";
const ASIDE = `${KEY}-onleesbaar`;
const VERSION = 1;
const ID = /^\S+$/;

// The same as those of the site, which a test holds beside these.
export const MOST_ITEMS = 50;
export const LONGEST_ADDRESS = 8000;

// What went wrong, in words for the visitor.
export class Trouble extends Error {}

const followers = new Set();
let unreadable = false;

// Calls `follower` after every change of the dossier, in this tab or another one.
export function follow(follower) {
    followers.add(follower);
}

function tell() {
    followers.forEach((follower) => follower());
}

window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) tell();
});
window.addEventListener("pageshow", (event) => {
    if (event.persisted) tell();
});

// Returns {titel, stukken}. Throws Trouble where the browser keeps nothing, or holds a dossier of a newer site.
export function read() {
    const raw = kept();
    if (raw === null) return {titel: "", stukken: []};
    let data;
    try {
        data = JSON.parse(raw);
    } catch {
        data = null;
    }
    if (Number.isInteger(data?.versie) && data.versie > VERSION) {
        throw new Trouble("Uw dossier is gemaakt met een nieuwere versie van deze site. Laad de bladzijde opnieuw.");
    }
    const dossier = wellFormed(data);
    if (!dossier.whole) setAside(raw, dossier);
    return {titel: dossier.titel, stukken: dossier.stukken};
}

// Whether what was kept could not be read, wholly or in part; it has been set apart.
export function wasUnreadable() {
    return unreadable;
}

// Changes the dossier: `change` gets {titel, stukken} and alters it. Throws Trouble when it cannot be kept.
export function change(alter) {
    const dossier = read();
    alter(dossier);
    keep(dossier);
    tell();
}

// Puts an item at the end, or back at `place`; one that is there already stays as it is.
export function add(id, notitie = "", place = Infinity) {
    change(({stukken}) => {
        if (stukken.some((stuk) => stuk.id === id)) return;
        if (stukken.length >= MOST_ITEMS) {
            throw new Trouble(`Uw dossier is vol: er passen ${MOST_ITEMS} stukken in. Haal er eerst een stuk uit.`);
        }
        stukken.splice(place, 0, {id, notitie});
    });
}

// Puts items at the end; the note of one that is there already goes under the visitor's own.
export function merge(more) {
    change(({stukken}) => {
        more.forEach(({id, notitie}) => {
            const there = stukken.find((stuk) => stuk.id === id);
            if (!there) stukken.push({id, notitie});
            else if (!there.notitie.includes(notitie)) there.notitie = [there.notitie, notitie].filter(Boolean).join("\n");
        });
        if (stukken.length > MOST_ITEMS) {
            throw new Trouble(`Dat past niet: in een dossier passen ${MOST_ITEMS} stukken. Er is niets veranderd.`);
        }
    });
}

// Puts another dossier in its place.
export function replace(dossier) {
    change((own) => Object.assign(own, structuredClone(dossier)));
}

// Returns the query string that holds a dossier, as the site itself writes it.
export function queryOf({titel, stukken}) {
    const pairs = [["titel", titel], ...stukken.flatMap(({id, notitie}) => [["stuk", id], ["notitie", notitie]])];
    return pairs.filter(([, value]) => value).map(([name, value]) => `${name}=${encoded(value)}`).join("&");
}

function encoded(value) {
    const whole = value.toWellFormed?.() ?? value;
    return encodeURIComponent(whole).replaceAll("%20", "+").replace(/%(2F|3A|2C|40)/g, decodeURIComponent);
}

// Takes an item out and returns how to put it back.
export function remove(id) {
    let putBack = () => {};
    change(({stukken}) => {
        const place = stukken.findIndex((stuk) => stuk.id === id);
        if (place < 0) return;
        const [stuk] = stukken.splice(place, 1);
        putBack = () => add(stuk.id, stuk.notitie, place);
    });
    return putBack;
}

function kept() {
    try {
        return localStorage.getItem(KEY);
    } catch {
        throw new Trouble("Uw browser wil voor deze site niets bewaren. Dat kunt u in uw browser aanzetten.");
    }
}

function keep(dossier) {
    try {
        localStorage.setItem(KEY, JSON.stringify({versie: VERSION, ...dossier}));
    } catch {
        throw new Trouble("Dit is niet bewaard: uw browser heeft er geen ruimte meer voor. Deel of download uw dossier.");
    }
}

function wellFormed(data) {
    const given = Array.isArray(data?.stukken) ? data.stukken : [];
    const stukken = given
        .filter((stuk) => typeof stuk?.id === "string" && ID.test(stuk.id))
        .map(({id, notitie}) => ({id, notitie: typeof notitie === "string" ? notitie : ""}));
    const titel = typeof data?.titel === "string" ? data.titel : "";
    const whole = data?.versie === VERSION && Array.isArray(data.stukken) && stukken.length === given.length;
    return {titel, stukken, whole};
}

// Keeps apart what cannot be read, so that it is not lost, and goes on with the rest.
function setAside(raw, {titel, stukken}) {
    unreadable = true;
    try {
        localStorage.setItem(ASIDE, raw);
        localStorage.setItem(KEY, JSON.stringify({versie: VERSION, titel, stukken}));
    } catch {
        throw new Trouble("Uw dossier is niet goed te lezen, en uw browser heeft geen ruimte om het apart te zetten.");
    }
}
