package akbuild;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads the tool's own classes, and ours that extend them, apart from its libraries, so that they can be loaded anew while these stay.
 *
 * <p>The tool keeps settings, caches and counters in static fields: a name that was made under one run's options would be
 * used in the next. Its libraries keep nothing of that kind.
 */
final class ToolLoader extends URLClassLoader {
  private static final String TOOL = "org.openapitools.";
  private static final String OURS = "akbuild.generators.";
  private static final String SERVICES = "META-INF/services/org.openapitools.codegen.CodegenConfig";

  /**
   * The generators that are looked at first: ours, which are called like the tool's own that they extend. The tool makes one
   * generator of its list after the other until one has the name that was asked for, and each run again.
   */
  private static final String FIRST = OURS + "GoClient\n" + OURS + "TypeScriptFetch\n";

  private final List<Class<?>> loaded = new ArrayList<>();

  /** The jar is the tool's, host the folder of these classes. */
  ToolLoader(URL jar, URL host, ClassLoader libraries) {
    super(new URL[] {jar, host}, libraries);
  }

  /** The classes that were loaded apart until now. */
  List<Class<?>> loaded() {
    synchronized (loaded) {
      return List.copyOf(loaded);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(TOOL) && !name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = findClass(name);
        synchronized (loaded) {
          loaded.add(found);
        }
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> found = Collections.list(super.getResources(name));
    if (name.equals(SERVICES)) {
      found.add(0, URL.of(URI.create("first:generators"), new First()));
    }
    return Collections.enumeration(found);
  }

  /** Opens the list FIRST. It is no file, since Bazel empties the folder for temporary ones between builds. */
  private static final class First extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(FIRST.getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }
}
