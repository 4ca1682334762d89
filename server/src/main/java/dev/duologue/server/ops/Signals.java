package dev.duologue.server.ops;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// Signals of POSIX systems.
///
/// The JDK has them in `sun.misc` alone, and the compiler warns of that package wherever it is
/// named; so it is named at run time.
public final class Signals {
    private static final String CLASS = "sun.misc.Signal";

    private Signals() {}

    /// Does `action` for each signal called `name`, in a thread of its own. Where the system has no
    /// such signal, or the JVM keeps it, nothing changes.
    public static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName(CLASS);
            Class<?> handler = Class.forName(CLASS + "Handler");
            InvocationHandler handle =
                    (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    };
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handler}, handle);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException _) {
            // Windows, or -Xrs: the signal does what it does by default
        }
    }
}
