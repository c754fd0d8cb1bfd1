# Downloads $coordinates (group:artifact:version) as a jar, without its dependencies.
# shellcheck shell=bash
settings=()
[[ -r ${AKB_MAVEN_SETTINGS-} ]] && settings=(-s "$AKB_MAVEN_SETTINGS")
mvn --batch-mode --quiet "${settings[@]}" "-Dmaven.repo.local=$HOME/m2" "-Duser.home=$HOME" \
	dependency:copy "-Dartifact=$coordinates" -DoutputDirectory=download ||
	{ echo "Maven Central, or the mirror that Maven is configured for, did not give $coordinates; ./bazelw doctor tests the way to it" >&2; exit 1; }
cp download/*.jar "$out"
