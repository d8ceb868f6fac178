// The page of a dossier: without an address of its own it shows what this browser keeps, with one it shows that.

import {addAction, page} from "./dossier-fields.js";
import {showGiven} from "./dossier-given.js";
import {showOwn} from "./dossier-own.js";

if (page.dataset.dossier === "adres") showGiven();
else showOwn();
addAction("Print", () => window.print());
