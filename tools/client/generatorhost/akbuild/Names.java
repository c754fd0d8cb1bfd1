package akbuild;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The names that a generator makes of schemas, remembered while it searches for the schema of an enumeration.
 *
 * <p>For each enumeration the tool makes the name of every schema of the document, until one is the name it looks for: with
 * hundreds of both, a quarter of the time of a run. Of one schema it makes the same name each time.
 *
 * <p>The class is loaded with the host and not with the tool, so that the host can read what generators count here.
 */
public final class Names {
  private static int spared;

  private final Map<String, String> known = new HashMap<>();
  private boolean searching;

  /** How many names were not made anew since this was last called. */
  static synchronized int spared() {
    int count = spared;
    spared = 0;
    return count;
  }

  private static synchronized void spare() {
    spared++;
  }

  /** Does a search: until its end, names are remembered. */
  public void search(Runnable search) {
    searching = true;
    try {
      search.run();
    } finally {
      searching = false;
    }
  }

  /** A schema's name, as make makes it. */
  public String get(String schema, UnaryOperator<String> make) {
    if (!searching) {
      return make.apply(schema);
    }
    String name = known.get(schema);
    if (name != null) {
      spare();
      return name;
    }
    name = make.apply(schema);
    known.put(schema, name);
    return name;
  }
}
