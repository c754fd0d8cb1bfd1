# A Java compiler that needs no JDK: Eclipse's, one jar that the pinned runtime runs.
{ run, fetchMaven }:
run {
  name = "ecj-3.43.0";
  src = fetchMaven "org.eclipse.jdt:ecj:3.43.0";
  script = ./ecj.sh;
  meta.description = "Eclipse Compiler for Java";
}
