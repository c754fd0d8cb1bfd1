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
 * Loads the tool's own classes apart from its libraries, so that they can be loaded anew while these stay.
 *
 * <p>The tool keeps settings, caches and counters in static fields: a name that was made under one run's options would be
 * used in the next. Its libraries keep nothing of that kind.
 */
final class ToolLoader extends URLClassLoader {
  private static final String TOOL = "org.openapitools.";
  private static final String SERVICES = "META-INF/services/org.openapitools.codegen.CodegenConfig";

  /**
   * The generators that are looked at first. The tool makes one generator of its list after the other until one has the name
   * that was asked for, more than a hundred before the last of these, and each run again.
   */
  private static final String FIRST =
      "org.openapitools.codegen.languages.GoClientCodegen\n"
          + "org.openapitools.codegen.languages.TypeScriptFetchClientCodegen\n";

  private final List<Class<?>> loaded = new ArrayList<>();

  ToolLoader(URL jar, ClassLoader libraries) {
    super(new URL[] {jar}, libraries);
  }

  /** The tool's classes that were loaded until now. */
  List<Class<?>> loaded() {
    synchronized (loaded) {
      return List.copyOf(loaded);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(TOOL)) {
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
