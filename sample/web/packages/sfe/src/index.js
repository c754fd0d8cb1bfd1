// The flow for browsers that know little: it says which stage comes next.
import { Configuration, FlowsApi } from "@goauthentik/api";

const slug = window.location.pathname.split("/").filter(Boolean).pop();
const api = new FlowsApi(new Configuration({ basePath: `${window.location.origin}/api/v3` }));
api.flowsExecutorGet({ flowSlug: slug, query: window.location.search.slice(1) }).then((challenge) => {
    document.body.textContent = challenge.component;
});
