# Chromium without a window, for tests in a browser: one archive, as the npm package @sparticuz/chromium carries it for machines that
# have nothing but a C library. Debian's wants more than a hundred packages beside it.
{
  run,
  fetchNpm,
  nodejs,
}:
run {
  name = "chromium-153.0.0";
  src = fetchNpm nodejs "@sparticuz/chromium@153.0.0";
  inherit nodejs;
  version = "153.0.0";
  script = ./chromium.sh;
  passthru.version = "153.0.0";
  meta.description = "Chromium, headless shell (@sparticuz/chromium)";
}
