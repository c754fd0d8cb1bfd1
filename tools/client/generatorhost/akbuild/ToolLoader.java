package akbuild;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the tool's own classes anew for each run, and its libraries once.
 *
 * <p>The tool keeps settings, caches and counters in static fields: a name that was made under one run's options would be
 * used in the next. Its libraries keep nothing of that kind, and they are most of what Java has compiled when it is warm.
 */
final class ToolLoader extends URLClassLoader {
  private static final String TOOL = "org.openapitools.";

  ToolLoader(URL jar, ClassLoader libraries) {
    super(new URL[] {jar}, libraries);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(TOOL)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = findClass(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }
}
