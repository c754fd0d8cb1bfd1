import { FlowsApi } from "@goauthentik/api";

import { configuration } from "../common/api.js";
import { loadLocale, msg } from "../common/translate.js";
import styles from "./FlowInterface.css" with { type: "bundled-text" };

/** What the stages ask for: the name of the field of their answer. */
const fields: Record<string, string> = { "ak-stage-identification": "uid_field", "ak-stage-password": "password" };

/** What matters of the next challenge here: where to go, and what is wrong with the answer, by field. */
type Answered = { to?: string; response_errors?: Record<string, { string: string }[]> };

/** Shows the challenges of a flow one after the other and sends the answers. */
class FlowExecutor extends HTMLElement {
    #api = new FlowsApi(configuration());
    #request = { flowSlug: this.getAttribute("slug") ?? "", query: window.location.search.slice(1) };

    async connectedCallback(problem = ""): Promise<void> {
        await loadLocale(document.documentElement.lang);
        const challenge = await this.#api.flowsExecutorGet(this.#request);
        if (challenge.component === "xak-flow-redirect") {
            window.location.assign(challenge.to);
            return;
        }
        const name = fields[challenge.component ?? ""] ?? "";
        const style = Object.assign(document.createElement("style"), { textContent: styles });
        const title = Object.assign(document.createElement("h1"), { textContent: challenge.flowInfo?.title ?? "" });
        const input = Object.assign(document.createElement("input"), { name, type: name === "password" ? name : "text" });
        const button = Object.assign(document.createElement("button"), { textContent: msg("Log in") });
        const form = document.createElement("form");
        form.append(title, input, button);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.#answer({ component: challenge.component, [name]: input.value });
        });
        this.replaceChildren(style, form, document.createTextNode(problem));
        input.focus();
    }

    async #answer(answer: Record<string, unknown>): Promise<void> {
        const { flowSlug, query } = this.#request;
        const response = await fetch(`/api/v3/flows/executor/${flowSlug}/?query=${encodeURIComponent(query)}`, {
            method: "POST",
            headers: { "Content-Type": "application/json", ...configuration().headers },
            body: JSON.stringify(answer),
        });
        // After its last stage the flow says once where to go.
        const next = (await response.json()) as Answered;
        if (next.to) {
            window.location.assign(next.to);
            return;
        }
        await this.connectedCallback(Object.values(next.response_errors ?? {}).flat()[0]?.string);
    }
}

customElements.define("ak-flow-executor", FlowExecutor);
