import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs the main class in the first argument until standard input is closed, so that no server outlives its parent. */
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
        // Only the end of the stream matters.
      }
    } catch (IOException e) {
      // A broken pipe is the end of the stream too.
    }
    Runtime.getRuntime().halt(143);
  }
}
