package akbuild;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;

/**
 * Runs openapi-generator's command line again and again in one Java: the package tools/client/generator starts it and speaks to it.
 *
 * <p>A request on standard input is a number and that many strings, as DataOutputStream writes them: a mark, then the
 * arguments. What the tool prints goes to standard output, and after it a line: the mark, the exit status, 1 if the run
 * had the classes of an earlier one and 0 otherwise, and how many names it had remembered. The end of the input ends the program.
 */
public final class GeneratorHost {
  private static final String MAIN = "org.openapitools.codegen.OpenAPIGenerator";

  /** The tool's classes, with what Java compiled of them; null when the next run is to load its own. */
  private static ToolLoader kept;

  private GeneratorHost() {}

  /** Answers requests; the argument is the tool's jar, which is on the class path too. */
  public static void main(String[] args) throws IOException {
    URL jar = Path.of(args[0]).toUri().toURL();
    DataInputStream requests = new DataInputStream(System.in);
    // The tool reads nothing; were it to try, it would not get the next request.
    System.setIn(new ByteArrayInputStream(new byte[0]));
    while (true) {
      String[] request = read(requests);
      if (request == null) {
        return;
      }
      int classes = kept == null ? 0 : 1;
      Properties before = (Properties) System.getProperties().clone();
      int status = run(jar, Arrays.copyOfRange(request, 1, request.length));
      System.setProperties(before);
      System.err.flush();
      // On a line of its own, whatever was printed last.
      System.out.print("\n" + request[0] + " " + status + " " + classes + " " + Names.spared() + "\n");
      System.out.flush();
      if (status != 0) {
        // A failure may have left anything behind; the next request gets a new Java.
        System.exit(status);
      }
      // While the caller tidies what was generated: gives back the heap, and the classes that the next run cannot have.
      System.gc();
    }
  }

  private static String[] read(DataInputStream requests) throws IOException {
    int count;
    try {
      count = requests.readInt();
    } catch (EOFException e) {
      return null;
    }
    String[] request = new String[count];
    for (int i = 0; i < count; i++) {
      request[i] = requests.readUTF();
    }
    return request;
  }

  /**
   * Runs the tool in a thread of its own, with classes that an earlier run left as if they had just been loaded, or else with
   * new ones: nothing that a run keeps in them is seen by the next.
   */
  private static int run(URL jar, String[] arguments) throws IOException {
    int[] status = {1};
    ToolLoader loader = kept != null ? kept : load(jar);
    kept = null;
    try {
      Thread thread = new Thread(() -> status[0] = call(loader, arguments), "main");
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      if (status[0] == 0 && Statics.forget(loader.loaded())) {
        kept = loader;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("forgetting what a run of the tool keeps", e);
    }
    if (kept == null) {
      loader.close();
    }
    return status[0];
  }

  private static ToolLoader load(URL jar) {
    URL host = GeneratorHost.class.getProtectionDomain().getCodeSource().getLocation();
    return new ToolLoader(jar, host, GeneratorHost.class.getClassLoader());
  }

  private static int call(ClassLoader loader, String[] arguments) {
    Throwable failure;
    try {
      Class.forName(MAIN, true, loader).getMethod("main", String[].class).invoke(null, (Object) arguments);
      return 0;
    } catch (InvocationTargetException e) {
      failure = e.getCause();
    } catch (Throwable e) {
      failure = e;
    }
    // As Java itself says it of a program's main thread.
    System.err.print("Exception in thread \"main\" ");
    failure.printStackTrace();
    return 1;
  }
}
