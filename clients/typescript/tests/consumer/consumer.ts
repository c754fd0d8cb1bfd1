// A consumer of the client, as strict as the compiler can be. Each line below @ts-expect-error is one that must not
// compile: were the client's types any, the compiler would complain that nothing is to be expected there.
import {
    type ChallengeTypes,
    Configuration,
    CoreApi,
    FlowsApi,
    type IdentificationChallenge,
    type PasswordChallenge,
    ResponseError,
    type User,
    UserTypeEnum,
} from "@goauthentik/api";

/** Says what a challenge asks for; its component tells which of thirty it is. */
export function asksFor(challenge: ChallengeTypes): string {
    // @ts-expect-error no challenge is known yet, and most have no pending user
    challenge.pendingUser;
    switch (challenge.component) {
        case "ak-stage-identification": {
            const identification: IdentificationChallenge = challenge;
            // @ts-expect-error the user fields can be null
            challenge.userFields.length;
            return `${identification.flowInfo?.title}: ${challenge.userFields?.join(" or ")}`;
        }
        case "ak-stage-password": {
            const password: PasswordChallenge = challenge;
            // @ts-expect-error a password challenge has no user fields
            challenge.userFields;
            return `the password of ${password.pendingUser}`;
        }
        // @ts-expect-error no challenge has that component
        case "ak-stage-handshake":
            return "a handshake";
        default:
            return challenge.component;
    }
}

/** What a visit of the server told. */
export interface Visit {
    challenges: string[];
    created: { pk: number; joined: string; type: string; group: string | undefined };
    refused: number;
}

/** Visits a server: two challenges of a flow, a user that is created, and one that is refused. */
export async function visit(basePath: string): Promise<Visit> {
    const configuration = new Configuration({ basePath, headers: { "X-authentik-CSRF": "crumb" }, accessToken: "token" });
    const flows = new FlowsApi(configuration);
    const core = new CoreApi(configuration);

    const challenges: string[] = [];
    for (const flowSlug of ["welcome", "welcome back", "tomorrow"]) {
        challenges.push(asksFor(await flows.flowsExecutorGet({ flowSlug, query: "next=/a b" })));
    }
    // @ts-expect-error the slug is required
    void (() => flows.flowsExecutorGet({ query: "" }));

    const user: User = await core.coreUsersCreate({
        userRequest: { username: "jens", name: "Jens L", type: UserTypeEnum.ServiceAccount, attributes: { settings: { locale: "de" } } },
    });
    // @ts-expect-error the server gives the key
    void (() => (user.pk = 10));
    // @ts-expect-error a user needs a name
    void (() => core.coreUsersCreate({ userRequest: { username: "jens" } }));

    let refused = 0;
    try {
        await core.coreUsersRetrieve({ id: 10 });
    } catch (error) {
        if (!(error instanceof ResponseError)) {
            throw error;
        }
        refused = error.response.status;
    }
    return {
        challenges,
        created: {
            pk: user.pk,
            joined: user.dateJoined.toISOString(),
            type: user.type ?? "none",
            group: user.groupsObj?.[0]?.name,
        },
        refused,
    };
}
