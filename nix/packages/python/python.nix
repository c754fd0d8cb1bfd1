# The Python interpreter: the engine's own, copied with its standard library and every shared library that it or a
# distribution built from source loads, the C library included. The tree runs from any folder and on any Linux.
{ run, version }:
run {
  name = "python-${version}";
  engine = true;
  pythonVersion = version;
  launcher = ./launcher.sh;
  # Loaded by name only: by distributions that are built from source, and by wheels, which may count on these (PEP 600).
  libraries = [
    "libdl.so.2"
    "libgcc_s.so.1"
    "libgssapi_krb5.so.2"
    "libnss_dns.so.2"
    "libpq.so.5"
    "libpthread.so.0"
    "libresolv.so.2"
    "librt.so.1"
    "libstdc++.so.6"
    "libutil.so.1"
  ];
  script = ./python.sh;
  passthru = {
    pythonVersion = version;
  };
  meta.description = "Python ${version}, as the engine's Debian builds it";
}
