# shellcheck shell=bash
tar xzf "$src"
mv package "$out"
