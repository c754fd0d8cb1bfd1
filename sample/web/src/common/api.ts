import { Configuration, type ConfigurationParameters } from "@goauthentik/api";

/** What every call of the API needs: where the server is, and the token against forged requests. */
export function configuration(): Configuration {
    const token = /(?:^|; )authentik_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
    const parameters: ConfigurationParameters = {
        basePath: `${window.location.origin}/api/v3`,
        headers: { "X-authentik-CSRF": token },
    };
    return new Configuration(parameters);
}
