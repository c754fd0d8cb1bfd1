import { type ChallengeTypes, FlowsApi } from "@goauthentik/api";

import { configuration } from "../common/api.js";
import { loadLocale, msg } from "../common/translate.js";
import styles from "./FlowInterface.css" with { type: "bundled-text" };

/** Shows the challenges of a flow one after the other and sends the answers. */
class FlowExecutor extends HTMLElement {
    #api = new FlowsApi(configuration());
    #root = this.attachShadow({ mode: "open" });

    get #request() {
        return { flowSlug: this.getAttribute("slug") ?? "", query: window.location.search.slice(1) };
    }

    async connectedCallback(): Promise<void> {
        await loadLocale(document.documentElement.lang);
        this.#show(await this.#api.flowsExecutorGet(this.#request));
    }

    #show(challenge: ChallengeTypes): void {
        if (challenge.component === "xak-flow-redirect") {
            window.location.assign(challenge.to);
            return;
        }
        const form = document.createElement("form");
        const title = document.createElement("h1");
        title.textContent = challenge.flowInfo?.title ?? "";
        form.append(title);
        for (const error of Object.values(challenge.responseErrors ?? {}).flat()) {
            const alert = document.createElement("p");
            alert.role = "alert";
            alert.textContent = error.string;
            form.append(alert);
        }
        switch (challenge.component) {
            case "ak-stage-identification":
                form.append(this.#field("uid_field", msg("Username"), "text"));
                break;
            case "ak-stage-password":
                form.append(this.#field("password", msg("Password"), "password"));
                break;
            default:
                form.append(challenge.component ?? "");
        }
        const button = document.createElement("button");
        button.textContent = msg("Log in");
        form.append(button);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.#answer({ component: challenge.component, ...Object.fromEntries(new FormData(form)) });
        });
        const style = document.createElement("style");
        style.textContent = styles;
        this.#root.replaceChildren(style, form);
        form.querySelector("input")?.focus();
    }

    async #answer(answer: Record<string, unknown>): Promise<void> {
        const { flowSlug, query } = this.#request;
        const response = await fetch(`/api/v3/flows/executor/${flowSlug}/?query=${encodeURIComponent(query)}`, {
            method: "POST",
            headers: { "Content-Type": "application/json", ...configuration().headers },
            body: JSON.stringify(answer),
        });
        if (!response.ok) {
            throw new Error(`the flow answered ${response.status}`);
        }
        this.#show(await this.#api.flowsExecutorGet(this.#request));
    }

    #field(name: string, label: string, type: string): HTMLElement {
        const field = document.createElement("label");
        const input = document.createElement("input");
        Object.assign(input, { name, type, required: true, autocomplete: type === "password" ? "current-password" : "username" });
        field.append(label, " ", input);
        return field;
    }
}

customElements.define("ak-flow-executor", FlowExecutor);
