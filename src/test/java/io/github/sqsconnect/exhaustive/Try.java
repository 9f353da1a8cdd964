package io.github.sqsconnect.exhaustive;
public class Try {
  public static void main(String[] a) {
    int groups = Integer.parseInt(a[0]);
    Scope s = groups == 0 ? Scope.standard(Integer.parseInt(a[1]), Integer.parseInt(a[2])) : Scope.fifo(groups, Integer.parseInt(a[1]), Integer.parseInt(a[2]));
    if (a.length > 4 && a[4].contains("n")) s = s.withoutReporter();
    if (a.length > 4 && a[4].contains("b")) s = s.withBuffer(8);
    if (a.length > 4 && a[4].contains("s")) s = s.slow();
    Exploration e = new Exploration(s);
    Finding f = e.run(a.length > 3 ? Integer.parseInt(a[3]) : Integer.MAX_VALUE);
    System.out.println(e.figures() + " cpu " + java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()/1000000000);
    if (f != null) System.out.println(f.kind() + "\n" + f.story());
  }
}
