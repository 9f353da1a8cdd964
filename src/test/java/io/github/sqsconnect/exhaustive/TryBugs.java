package io.github.sqsconnect.exhaustive;
import io.github.sqsconnect.simulation.*;
import java.nio.file.*;
public class TryBugs {
  public static void main(String[] a) throws Exception {
    for (PlantedBug bug : PlantedBug.ALL) {
      Path dir = Files.createTempDirectory("x-bug");
      long t = System.nanoTime();
      try (PlantedCopy copy = PlantedCopy.of(bug, dir)) {
        Object o = null; String where = "";
        for (Scopes.Small small : Scopes.Small.values()) {
        if (small.ordinal() < Integer.parseInt(a[0]) || small.ordinal() > Integer.parseInt(a[1])) continue;
        if (a.length > 2 && !bug.name().matches(a[2])) continue;
        try { o = copy.call(Scopes.class, "firstViolation", small.ordinal()); } catch (java.lang.reflect.InvocationTargetException e) { o = "THROWS " + e.getCause(); }
        if (o != null) {where = small + " " + o.toString().lines().findFirst().get() + " // " + o.toString().lines().reduce((x, y) -> y).get(); break;}}
        o = where;
        System.out.println(bug.name() + ": " + o + " " + (System.nanoTime() - t) / 1000000 + " ms");
      }
    }
  }
}
