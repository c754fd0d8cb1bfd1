// What page.go asks of a page. All of it looks into shadow roots, which nearly everything of authentik's UI is in.

// All elements, in the order of the document.
function* elements(root = document) {
    for (const element of root.querySelectorAll("*")) {
        yield element;
        if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
}

function visible(element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

// The texts that can be seen, with those of shadow roots.
function texts() {
    const found = [];
    for (const element of elements()) {
        if (["SCRIPT", "STYLE", "TEMPLATE", "TITLE"].includes(element.tagName)) continue;
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
        const text = own.filter(Boolean).join(" ").replace(/\s+/g, " ");
        if (text && visible(element)) found.push(text);
    }
    return found.join("\n");
}

const sees = (text) => texts().toLowerCase().includes(text.toLowerCase());
const seesNot = (text) => !sees(text);
// Whether a part of an element is in the window, for which nobody has to scroll.
function inWindow(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
}

// Where something turns that says to wait: the elements that it is in, the innermost first. What is below the window does not count: a table
// may ask for its rows when somebody scrolls to it.
function loading() {
    const spinners = [...elements()].filter((element) => element.matches(".pf-c-spinner") && visible(element) && inWindow(element));
    return spinners.map((spinner) => {
        const path = [];
        for (let node = spinner; node; node = node.assignedSlot ?? node.parentNode ?? node.host) if (node.tagName?.includes("-")) path.push(node.tagName.toLowerCase());
        return path.join(" < ");
    });
}

const at = (part) => location.href.includes(part);

// What an element says, or is called.
function named(element) {
    const name = [element.getAttribute("aria-label"), element.getAttribute("title"), element.getAttribute("name"), element.textContent, element.value];
    return name.filter((text) => typeof text === "string").map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean).join(" | ");
}

// The middle of the first element that is as a selector says, has a text, can be seen, and is not covered; or of one in it.
function middle(selector, text, inner) {
    for (const outer of elements()) {
        if (!outer.matches(selector) || !visible(outer) || outer.disabled) continue;
        if (text && !named(outer).toLowerCase().includes(text.toLowerCase())) continue;
        const element = inner ? outer.querySelector(inner) : outer;
        if (!element) continue;
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        const [X, Y] = [box.x + box.width / 2, box.y + box.height / 2];
        let top = document.elementFromPoint(X, Y);
        while (top?.shadowRoot?.elementFromPoint(X, Y) && top.shadowRoot.elementFromPoint(X, Y) !== top) top = top.shadowRoot.elementFromPoint(X, Y);
        if (!top) continue;
        // What is hit has to be in the element, through shadow roots and slots too, or around it as a label is.
        for (let node = top; node; node = node.assignedSlot ?? node.parentNode ?? node.host) if (node === element) return { X, Y };
        for (let node = element; node; node = node.assignedSlot ?? node.parentNode ?? node.host) if (node === top) return { X, Y };
    }
    return null;
}

function active() {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
}

const focused = () => (active() ? `${active().tagName.toLowerCase()} ${named(active()).slice(0, 60)}` : "");

function focusIs(selector, text) {
    const element = active();
    return Boolean(element?.matches(selector) && (!text || named(element).toLowerCase().includes(text.toLowerCase())));
}

// Whether the text of the page is lighter than what is behind it.
function dark() {
    const brightness = (color) => {
        const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
        return red + green + blue;
    };
    for (const element of elements()) {
        const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (own && visible(element) && /^H[12]$/.test(element.tagName)) return brightness(getComputedStyle(element).color) > 384;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches && brightness(getComputedStyle(document.body).color) > 384;
}

const overflow = () => Math.max(0, document.documentElement.scrollWidth - innerWidth);
