// Packages that the UI loads while it is developed alone, and that are not fetched: for the check of types (tsconfig.types.json).
declare module "@goauthentik/esbuild-plugin-live-reload";
declare module "@goauthentik/esbuild-plugin-live-reload/client";
