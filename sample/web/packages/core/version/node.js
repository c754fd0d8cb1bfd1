import PackageJSON from "../../../../package.json" with { type: "json" };

/** The build's own name, as Django forms it: the version, and the commit where one is given. */
export const BuildIdentifier = process.env.GIT_BUILD_HASH
    ? `${PackageJSON.version}+${process.env.GIT_BUILD_HASH}`
    : PackageJSON.version;
