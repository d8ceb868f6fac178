// Copying a quotation: buttons that are there only when a script can do it, and a word that it is done.

for (const card of document.querySelectorAll("[data-citaat]")) {
    const said = card.querySelector(".gekopieerd");
    for (const button of card.querySelectorAll("[data-kopieer]")) {
        const source = document.getElementById(button.dataset.kopieer);
        button.parentElement.hidden = false;
        button.addEventListener("click", async () => {
            said.textContent = "";
            const copied = await copy(source);
            said.textContent = copied ? "Gekopieerd. U kunt het nu ergens plakken." : "Kopiëren lukte niet. De tekst is gekozen: kopieer met Ctrl+C.";
        });
    }
}

/** Put the words of an element on the clipboard; where the browser does not allow that, select them for the reader. */
async function copy(source) {
    try {
        await navigator.clipboard.writeText(source.textContent);
        return true;
    } catch {
        getSelection().selectAllChildren(source);
        return false;
    }
}
