import { CoreApi } from "@goauthentik/api";

import { configuration } from "../common/api.js";

/** Says who is signed in. */
class UserInterface extends HTMLElement {
    async connectedCallback(): Promise<void> {
        const { user } = await new CoreApi(configuration()).coreUsersMeRetrieve();
        const title = document.createElement("h1");
        title.textContent = user.username;
        this.replaceChildren(title);
    }
}

customElements.define("ak-interface-user", UserInterface);
