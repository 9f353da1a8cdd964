package io.github.sqsconnect.property;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the method of a {@link Property} many times, in place of JUnit's single call. */
final class PropertyExtension implements ParameterResolver, InvocationInterceptor {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Draw.class;
  }

  /** Replaced by a new one for each try. */
  @Override
  public Draw resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Draw.replaying(List.of());
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context) {
    invocation.skip();
    Method test = method.getExecutable();
    Property property = test.getAnnotation(Property.class);
    String name =
        test.getDeclaringClass().getName().replaceFirst(".*\\.", "") + "#" + test.getName();
    int tries = Integer.getInteger("property.tries", property.tries());
    boolean shrinks = !"false".equals(System.getProperty("property.shrink"));

    test.setAccessible(true);
    PropertyRun run =
        new PropertyRun(
            name, draw -> invoke(test, context.getRequiredTestInstance(), draw), shrinks);
    if (property.everyCase()) {
      run.everyCase(property.tries());
    } else {
      run.random(seed(name, property), tries);
    }
    if (Boolean.getBoolean("property.statistics")) {
      System.out.println(run.statistics());
    }
  }

  private static void invoke(Method test, Object instance, Draw draw) throws Throwable {
    try {
      test.invoke(instance, draw);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static long seed(String name, Property property) {
    String chosen = System.getProperty("property.seed", "");
    if (chosen.equals("fresh")) {
      long seed = new Random().nextLong();
      System.out.println(name + ": -Dproperty.seed=" + seed);
      return seed;
    }
    if (!chosen.isEmpty()) {
      return Long.parseLong(chosen);
    }
    return property.seed() != 0 ? property.seed() : name.hashCode();
  }
}
