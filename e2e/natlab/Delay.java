import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A network device that gives back every packet after a while, in its order, because not every
/// kernel has netem: `java Delay.java DEVICE MILLISECONDS`. Writes a line once the device is there.
final class Delay {
    private static final int O_RDWR = 2;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN = 0x0001;
    private static final short IFF_NO_PI = 0x1000;
    private static final int IFREQ_SIZE = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final int MAX_PACKET = 65_536;

    private record Held(byte[] packet, long due) {}

    private final MethodHandle read = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle write = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final LinkedBlockingQueue<Held> held = new LinkedBlockingQueue<>();
    private final int device;
    private final long nanos;

    private Delay(int device, long nanos) {
        this.device = device;
        this.nanos = nanos;
    }

    public static void main(String[] args) throws Throwable {
        var delay = new Delay(open(args[0]), TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1])));
        Thread.ofPlatform().daemon().start(delay::giveBack);
        System.out.println("ready");
        delay.take();
    }

    private static int open(String name) throws Throwable {
        MethodHandle open = call("open", JAVA_INT, ADDRESS, JAVA_INT);
        MethodHandle ioctl = call("ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            int device = (int) open.invokeExact(arena.allocateFrom("/dev/net/tun"), O_RDWR);
            MemorySegment request = arena.allocate(IFREQ_SIZE, 8);
            request.setString(0, name);
            request.set(JAVA_SHORT, IFREQ_FLAGS, (short) (IFF_TUN | IFF_NO_PI));
            if (device < 0 || (int) ioctl.invokeExact(device, TUNSETIFF, request) < 0) {
                throw new IllegalStateException("cannot make the TUN device " + name);
            }
            return device;
        }
    }

    private void take() throws Throwable {
        MemorySegment buffer = Arena.global().allocate(MAX_PACKET);
        for (;;) {
            long length = (long) read.invokeExact(device, buffer, (long) MAX_PACKET);
            if (length < 0) {
                throw new IllegalStateException("cannot read from the TUN device");
            }
            byte[] packet = buffer.asSlice(0, length).toArray(JAVA_BYTE);
            held.add(new Held(packet, System.nanoTime() + nanos));
        }
    }

    private void giveBack() {
        MemorySegment buffer = Arena.global().allocate(MAX_PACKET);
        try {
            for (;;) {
                Held next = held.take();
                for (long left; (left = next.due - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(left);
                }
                MemorySegment.copy(next.packet, 0, buffer, JAVA_BYTE, 0, next.packet.length);
                // A packet that the network does not take is lost, as on any other way.
                var _ = (long) write.invokeExact(device, buffer, (long) next.packet.length);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... parameters) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, parameters));
    }
}
