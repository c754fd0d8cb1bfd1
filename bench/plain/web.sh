# Builds the web UI with npm and upstream's scripts.
# shellcheck shell=bash
cp -r "$src" tree
chmod -R u+w tree
cd tree/web
sed "s|@client@|$client/client.tgz|; s|@packed@|$npmPacked|" "$npmLock" >package-lock.json
export PATH=$nodejs/bin:$PWD/node_modules/.bin:$PATH NODE_ENV=production GIT_BUILD_HASH=
# npm writes beside what it reads.
cp -r --symbolic-link "$npmCache" "$NIX_BUILD_TOP/npm-cache"
chmod -R u+w "$NIX_BUILD_TOP/npm-cache"
export npm_config_cache=$NIX_BUILD_TOP/npm-cache npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
npm ci --offline --ignore-scripts
npm run build
npm run build:sfe
cp -r dist "$out"
