// Asks an authentik with the generated TypeScript client, and writes what it is told as JSON: the Go client, ../goclient, has to be
// told the same. node client.cjs PACKAGE URL TOKEN, with `write` behind it to make and remove a user, too.
"use strict";

const [, , folder, url, token, write] = process.argv;
const { AdminApi, Configuration, CoreApi, OutpostsApi, ResponseError } = require(folder);

const configuration = (accessToken) => new Configuration({ basePath: `${url}/api/v3`, accessToken });

// The status of an answer that is an error.
async function statusOf(call) {
    try {
        await call;
    } catch (problem) {
        if (problem instanceof ResponseError) return problem.response.status;
        throw problem;
    }
    throw new Error("it is no error");
}

// Makes a user, finds it, and removes it.
async function makeAndRemove(core) {
    const username = "made-by-a-client";
    const made = await core.coreUsersCreate({ userRequest: { username, name: "Made by a client" } });
    const found = await core.coreUsersList({ username });
    const removed = await core.coreUsersDestroyRaw({ id: made.pk });
    const gone = await statusOf(core.coreUsersRetrieve({ id: made.pk }));
    return { name: made.name, found: found.results.length, removed: removed.raw.status, gone };
}

async function ask() {
    const core = new CoreApi(configuration(token));
    const version = await new AdminApi(configuration(token)).adminVersionRetrieve();
    const brand = await core.coreBrandsCurrentRetrieve();
    const { user } = await core.coreUsersMeRetrieve();
    const outposts = await new OutpostsApi(configuration(token)).outpostsInstancesList({});
    const answer = {
        "version": version.versionCurrent,
        "brand": brand.brandingTitle,
        "user": user.username,
        "superuser": user.isSuperuser,
        "outposts": outposts.results.map(({ name }) => name),
        "wrong token": await statusOf(new CoreApi(configuration("the token of nobody")).coreUsersMeRetrieve()),
    };
    return write ? { ...answer, written: await makeAndRemove(core) } : answer;
}

ask().then(
    (answer) => console.log(JSON.stringify(answer)),
    (problem) => {
        console.error(problem);
        process.exitCode = 1;
    },
);
