// How the source's tests that need no browser run: as the project "unit" of upstream's vite.config.js, which asks for packages of
// browsers even where only that project is run.
import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        environment: "node",
        include: ["unit/**/*.{test,spec}.ts", "src/**/*.unit.{test,spec}.ts"],
        // The generated client is written for bundlers: its modules name each other without an ending.
        server: { deps: { inline: ["@goauthentik/api"] } },
    },
});
