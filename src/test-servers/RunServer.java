import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs the main class named first for as long as standard input stays open, so that no server outlives its parent. */
final class RunServer {
  private RunServer() {}

  public static void main(String[] args) throws Exception {
    Thread guard = new Thread(RunServer::endWithParent, "parent-guard");
    guard.setDaemon(true);
    guard.start();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end of the stream counts.
      }
    } catch (IOException e) {
      // A broken pipe is the end of the stream.
    }
    Runtime.getRuntime().halt(143);
  }
}
