import { msg } from "../src/common/translate.js";

import { UserTypeEnum } from "@goauthentik/api";
import { describe, expect, it } from "vitest";

describe("msg", () => {
    it("gives a text itself as long as no translation is loaded", () => {
        expect(msg("Log in")).toBe("Log in");
    });
});

describe("the client", () => {
    it("has the values of the schema", () => {
        expect(UserTypeEnum.Internal).toBe("internal");
    });
});
