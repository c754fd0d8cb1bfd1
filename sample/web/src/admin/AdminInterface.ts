import "../user/UserInterface.js";

/** Shows administrators what users see. */
customElements.define("ak-interface-admin", class extends HTMLElement {
    connectedCallback(): void {
        this.append(document.createElement("ak-interface-user"));
    }
});
