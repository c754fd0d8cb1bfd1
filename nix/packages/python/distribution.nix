# One Python distribution: a derivation whose output is its wheel.
#
# pname, version   the normalized name (PEP 503) and the version
# file, sha256     what the registry has: a wheel, taken as it is, or a source archive, built
# requires         names of the distributions that it asks for directly, in this environment
# src              the wheel or archive itself; give it to take it from elsewhere (then sha256 may be left out)
# wheel            name of the wheel, when file is not it
# tag              Python's tag in the name of a wheel that is built
# patches          patches (-p1) of the unpacked wheel, or of the source archive before it is built
# buildRequires    wheels that the build backend consists of
# note             a sentence that users must know about this distribution
# standsFor        the registry's version that a fork replaces: requirements are compared with that
#
# The result carries these as attributes, and .override { ... } to change some.
{
  run,
  python,
  fetchDistribution,
  pname,
  version,
  file,
  sha256 ? null,
  requires ? [ ],
  src ? fetchDistribution {
    inherit
      pname
      version
      file
      sha256
      ;
    inherit (python) pythonVersion;
  },
  isWheel ? builtins.match ".*\\.whl" file != null,
  tag ? "cp${builtins.replaceStrings [ "." ] [ "" ] python.pythonVersion}",
  wheel ?
    if isWheel then
      file
    else
      "${builtins.replaceStrings [ "-" ] [ "_" ] pname}-${version}-${tag}-${tag}-linux_x86_64.whl",
  patches ? [ ],
  buildRequires ? [ ],
  note ? null,
  standsFor ? null,
}:
let
  source =
    if builtins.match ".*\\.tar\\.gz" file == null && !isWheel then
      "fork, built from source"
    else if !isWheel then
      "built from source" + (if patches == [ ] then "" else ", patched")
    else if patches == [ ] then
      "registry wheel"
    else
      "registry wheel, patched";
  made =
    if !isWheel then
      run {
        name = wheel;
        engine = true;
        inherit src patches buildRequires;
        inherit (python) pythonVersion;
        builder_py = ./build-wheel.py;
        script = ./build-wheel.sh;
      }
    else if patches == [ ] then
      src
    else
      run {
        name = wheel;
        inherit src patches;
        packer = ./pack-wheel.py;
        script = ./patch-wheel.sh;
      };
in
made
// {
  inherit
    pname
    version
    file
    sha256
    requires
    wheel
    source
    note
    standsFor
    src
    ;
  isDistribution = true;
  meta.description = "Python distribution ${pname} ${version}" + (if note == null then "" else " (${note})");
}
